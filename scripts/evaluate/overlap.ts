/** How well a mask's frames fit an event's, against blocks of equal length. Pure; the command is `masks.ts`. */
import { mulberry32 } from "../../src/base/prng.ts";

/** Overlaps of one clip, each an intersection over union in [0, 1]. */
export interface Overlaps {
  /** The frames that the mask has on. */
  readonly mask: number;
  /** A block of as many frames in the middle of the clip. */
  readonly centred: number;
  /** Mean over every place that such a block can have. */
  readonly anywhere: number;
}

/** A mean with the interval that holds 95 % of resampled means. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Above this a frame counts as masked, as the page shows it. */
const ON = 0.5;
const RESAMPLES = 2000;

/**
 * Overlaps of a mask and an event.
 *
 * @param mask   [T] in [0, 1].
 * @param event  first and last frame, 0-based, inclusive.
 * @returns      zeros where the mask has no frame on.
 */
export function overlapsOf(mask: ArrayLike<number>, event: readonly [first: number, last: number]): Overlaps {
  const frames = Array.from(mask, (value) => value > ON);
  const length = frames.filter(Boolean).length;
  const T = frames.length;
  const block = (start: number) => frames.map((_, t) => t >= start && t < start + length);
  const starts = Array.from({ length: T - length + 1 }, (_, start) => start);
  return {
    mask: iou(frames, event),
    // Of two blocks equally near the middle, the earlier one.
    centred: iou(block(Math.floor((T - length) / 2)), event),
    anywhere: meanOf(starts.map((start) => iou(block(start), event))),
  };
}

/** Intersection over union of the frames that are on and those of the event. */
function iou(frames: readonly boolean[], [first, last]: readonly [number, number]): number {
  let both = 0;
  let either = 0;
  frames.forEach((on, t) => {
    const inside = t >= first && t <= last;
    if (on && inside) both += 1;
    if (on || inside) either += 1;
  });
  return both / either;
}

/** Arithmetic mean; NaN of nothing. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Mean of the values with its 95 % bootstrap interval; the same values give the same interval. */
export function estimate(values: readonly number[]): Estimate {
  const next = mulberry32(1);
  const means = Array.from({ length: RESAMPLES }, () =>
    meanOf(values.map(() => values[Math.floor(next() * values.length)]!)),
  ).sort((a, b) => a - b);
  const at = (share: number) => means[Math.floor(share * (RESAMPLES - 1))]!;
  return { mean: meanOf(values), low: at(0.025), high: at(0.975) };
}
