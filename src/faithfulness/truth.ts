/**
 * Masks and maps compared with the known truth: when the event happens (its frames) and where the objects are (their
 * boxes). Each measure comes with the values for chance and for the middle, because events and objects often lie there.
 * Pure. Pointing: Zhang et al., _Top-down Neural Attention by Excitation Backprop_, section 4.1 (arXiv 1608.00507).
 */
import { invariant } from "../base/errors.ts";
import type { Box } from "../math/box.ts";
import { framesOn, maskOverlap } from "../math/mask-overlap.ts";
import { maskRuns, type Run } from "../math/mask-runs.ts";
import { meanOf } from "../statistics/sample-summary.ts";
import { windowMask } from "../math/windows.ts";

/** Mask values within this share of the largest value count as largest: a sigmoid's plateau is never quite level. */
export const PLATEAU = 0.05;

/**
 * Distance from a box at which a point still hits it, as a share of the frame's width and height. The pointing game
 * allows 15 pixels in images of about 500. Departure: boxes grow by this much on every side, corners included, where
 * the game uses a circle.
 */
export const TOLERANCE = 0.03;

/** A temporal mask compared with an event. IoU: intersection over union of frames, in [0, 1]. */
export interface TemporalTruth {
  readonly event: Run;
  /** IoU of the mask's frames; 0 if none is on. */
  readonly iou: number;
  /** IoU of a block of as many frames in the middle of the clip; of two equally central blocks, the earlier one. */
  readonly iouCentred: number;
  /** Mean IoU over all positions of such a block. */
  readonly iouAnywhere: number;
  /** True if the mask's strongest frame lies in the event; a mask of zeros has none. */
  readonly hit: boolean;
  /** True if the clip's middle frame lies in the event (of two middle frames, the earlier one). */
  readonly hitCentre: boolean;
  /** The event's share of the clip: the probability that a random frame lies in it. */
  readonly hitRandom: number;
}

/**
 * Compares a mask with the event.
 *
 * @param mask       [T] in [0, 1]; 1 = perturbed.
 * @param event      first and last frame, 0-based, inclusive, inside the clip.
 * @param threshold  value above which a frame is on.
 */
export function temporalTruth(mask: ArrayLike<number>, event: Run, threshold: number): TemporalTruth {
  const T = mask.length;
  const [first, last] = event;
  invariant(first >= 0 && first <= last && last < T, () => `event ${first}..${last} of ${T} frames`);
  const inEvent = (t: number) => t >= first && t <= last;
  const during = windowMask(T, event);
  const iouOf = (frames: ArrayLike<number>) => maskOverlap(frames, during, threshold) ?? 0;
  const length = framesOn(mask, threshold);
  const block = (start: number) => iouOf(windowMask(T, [start, start + length - 1]));
  const strongest = strongestFrame(mask);
  return {
    event,
    iou: iouOf(mask),
    iouCentred: block(Math.floor((T - length) / 2)),
    iouAnywhere: meanOf(Array.from({ length: T - length + 1 }, (_, start) => block(start))),
    hit: strongest !== null && inEvent(strongest),
    hitCentre: inEvent(Math.floor((T - 1) / 2)),
    hitRandom: (last - first + 1) / T,
  };
}

/**
 * Returns the frame that a mask points at: the middle of the widest run of frames within `PLATEAU` of the largest
 * value. Of equally wide runs and of two middle frames, the earlier one counts.
 *
 * @param mask  [T], values >= 0.
 * @returns     a frame, 0-based; null for a mask of zeros.
 * @example
 * strongestFrame([0, 0.2, 0.9, 0.1]); // 2
 * strongestFrame([0.1, 0.99, 1, 0.98, 0.99, 0.97, 0]); // 3
 */
export function strongestFrame(mask: ArrayLike<number>): number | null {
  const peak = Math.max(...Array.from(mask));
  if (!(peak > 0)) return null;
  const width = ([first, last]: Run) => last - first + 1;
  const [first, last] = maskRuns(mask, (1 - PLATEAU) * peak).reduce((widest, run) =>
    width(run) > width(widest) ? run : widest,
  );
  return Math.floor((first + last) / 2);
}

/**
 * A map over time and space, [T, h, w] row by row, values >= 0: Grad-CAM or a mask. Its T may be less than the clip's.
 */
export interface SpaceTimeMap {
  readonly T: number;
  readonly h: number;
  readonly w: number;
  readonly values: ArrayLike<number>;
}

/** A place in a clip: a frame, 0-based, and a point in it, as shares of the frame's width and height. */
export interface Peak {
  readonly frame: number;
  readonly x: number;
  readonly y: number;
}

/** The part of a clip that a map covers. */
export interface MapExtent {
  /** Number of frames in the clip. */
  readonly T: number;
  /** Part of the frame that the model sees, in shares of the frame. */
  readonly visible: Box;
  /** Share of the largest value within which values count as the largest: 0 for a map, `PLATEAU` for a mask. */
  readonly plateau: number;
}

/**
 * Returns the centre of the strongest cell. Of several, the one nearest to their mean place (time, height and width as
 * shares); of those, the first. If a cell covers several frames, the middle one counts; of two, the later.
 *
 * @returns  null for a map of zeros.
 */
export function peakOfMap(
  { T, h, w, values }: SpaceTimeMap,
  { T: frames, visible, plateau }: MapExtent,
): Peak | null {
  const all = Array.from(values);
  const largest = all.reduce((a, b) => Math.max(a, b), 0);
  if (!(largest > 0)) return null;
  const strongest = all.flatMap((value, i): [t: number, y: number, x: number][] =>
    value >= (1 - plateau) * largest
      ? [[(Math.floor(i / (h * w)) + 0.5) / T, ((Math.floor(i / w) % h) + 0.5) / h, ((i % w) + 0.5) / w]]
      : [],
  );
  const mean = [0, 1, 2].map((axis) => meanOf(strongest.map((place) => place[axis]!)));
  const far = (place: readonly number[]) => place.reduce((sum, at, axis) => sum + (at - mean[axis]!) ** 2, 0);
  const [t, y, x] = strongest.reduce((best, place) => (far(place) < far(best) - 1e-12 ? place : best));
  return {
    frame: Math.min(Math.floor(t * frames), frames - 1),
    x: visible.x0 + x * (visible.x1 - visible.x0),
    y: visible.y0 + y * (visible.y1 - visible.y0),
  };
}

/** A place that an explanation points at, compared with the objects' boxes. */
export interface SpatialTruth {
  /** True if the place lies in or near a box of its own frame; false if there is no place. */
  readonly hit: boolean;
  /** Share of the frames in which the middle of the visible part lies in or near a box. */
  readonly hitCentre: number;
  /**
   * Share of the visible part, over all frames, that lies in or near a box: the probability that a random point does.
   */
  readonly hitRandom: number;
}

/**
 * Plays the pointing game.
 *
 * @param boxes    [T] in shares of the frame.
 * @param visible  part of the frame that the model sees.
 */
export function spatialTruth(
  peak: Peak | null,
  boxes: readonly (readonly Box[])[],
  visible: Box,
  tolerance = TOLERANCE,
): SpatialTruth {
  const grown = boxes.map((ofFrame) => ofFrame.map((box) => grow(box, tolerance)));
  const inside = (frame: number, x: number, y: number) =>
    (grown[frame] ?? []).some((box) => x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1);
  const middle = [(visible.x0 + visible.x1) / 2, (visible.y0 + visible.y1) / 2] as const;
  return {
    hit: peak !== null && inside(peak.frame, peak.x, peak.y),
    hitCentre: meanOf(grown.map((_, frame) => Number(inside(frame, ...middle)))),
    hitRandom: meanOf(grown.map((ofFrame) => coveredShare(ofFrame, visible))),
  };
}

function grow({ x0, y0, x1, y1 }: Box, by: number): Box {
  return { x0: x0 - by, y0: y0 - by, x1: x1 + by, y1: y1 + by };
}

/** Returns the share of the window that at least one box covers; boxes may overlap and reach beyond the window. */
export function coveredShare(boxes: readonly Box[], window: Box): number {
  const cut = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
  const inWindow = boxes.map(({ x0, y0, x1, y1 }) => ({
    x0: cut(x0, window.x0, window.x1),
    x1: cut(x1, window.x0, window.x1),
    y0: cut(y0, window.y0, window.y1),
    y1: cut(y1, window.y0, window.y1),
  }));
  const edges = (of: (box: Box) => readonly number[]) =>
    [...new Set(inWindow.flatMap(of))].sort((a, b) => a - b);
  const xs = edges(({ x0, x1 }) => [x0, x1]);
  const ys = edges(({ y0, y1 }) => [y0, y1]);
  let area = 0;
  for (let i = 0; i + 1 < xs.length; i++) {
    for (let j = 0; j + 1 < ys.length; j++) {
      const [x, nextX, y, nextY] = [xs[i]!, xs[i + 1]!, ys[j]!, ys[j + 1]!];
      const covered = inWindow.some((b) => b.x0 <= x && b.x1 >= nextX && b.y0 <= y && b.y1 >= nextY);
      if (covered) area += (nextX - x) * (nextY - y);
    }
  }
  return area / ((window.x1 - window.x0) * (window.y1 - window.y0));
}
