/**
 * Masks and maps against what is known to happen: when the event is (its frames), and where the things are (their
 * boxes). Each measure stands beside what chance and the middle would come to, since events and things often lie there.
 * Pure. Pointing: Zhang et al., _Top-down Neural Attention by Excitation Backprop_, section 4.1 (arXiv 1608.00507).
 */
import { invariant } from "../base/errors.ts";
import type { Box } from "../math/box.ts";
import { framesOn, maskOverlap } from "../math/mask-overlap.ts";
import { maskRuns, type Run } from "../math/mask-runs.ts";
import { meanOf } from "../math/sample-summary.ts";
import { windowMask } from "../math/windows.ts";

/** Values of a mask within this share of its largest count as its largest: a sigmoid's plateau is never quite level. */
export const PLATEAU = 0.05;

/**
 * How far beside a box a point still hits it, share of the frame's width and height. The pointing game allows 15 pixels
 * of images of about 500; here boxes grow by it on every side, corners included, where the game takes a circle.
 */
export const TOLERANCE = 0.03;

/** A temporal mask against an event. IoU: intersection over union of frames, in [0, 1]. */
export interface TemporalTruth {
  readonly event: Run;
  /** Of the frames that the mask has on; 0 for a mask without one. */
  readonly iou: number;
  /** Of a block of as many frames in the middle of the clip; of two equally near it, the earlier one. */
  readonly iouCentred: number;
  /** Mean over every place that such a block can have. */
  readonly iouAnywhere: number;
  /** Whether the mask's strongest frame lies in the event; a mask of zeros points nowhere. */
  readonly hit: boolean;
  /** Whether the clip's middle frame does (of two, the earlier one). */
  readonly hitCentre: boolean;
  /** The event's share of the clip: how often a frame at random does. */
  readonly hitRandom: number;
}

/**
 * Measures a mask by the event.
 *
 * @param mask       [T] in [0, 1]; 1 = perturbed.
 * @param event      first and last frame, 0-based, inclusive, inside the clip.
 * @param threshold  above it a frame is on.
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
 * The frame that a mask points at: the middle of the widest run of frames within `PLATEAU` of the largest value. Of runs
 * equally wide the earlier one, of two middle frames the earlier one.
 *
 * @param mask  [T], values >= 0.
 * @returns     null for a mask of zeros.
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

/** A map over time and space, row by row [T, h, w], values >= 0: Grad-CAM or a mask. Its T may be below the clip's. */
export interface SpaceTimeMap {
  readonly T: number;
  readonly h: number;
  readonly w: number;
  readonly values: ArrayLike<number>;
}

/** A place in a clip: a frame, 0-based, and a point in shares of it. */
export interface Peak {
  readonly frame: number;
  readonly x: number;
  readonly y: number;
}

/** What a map is stretched over. */
export interface MapExtent {
  /** Frames of the clip. */
  readonly T: number;
  /** Part of the frame that the model sees, in shares of the frame. */
  readonly visible: Box;
  /** Share of the largest value within which values count as the largest: 0 for a map, `PLATEAU` for a mask. */
  readonly plateau: number;
}

/**
 * The centre of the strongest cell. Of several, the one nearest to their mean place (time, height and width as shares);
 * of those, the first. A cell that stands for several frames gives their middle one, the later of two.
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

/** Where something points, against where the things are. */
export interface SpatialTruth {
  /** Whether the place lies in or near a box of its own frame; nowhere never does. */
  readonly hit: boolean;
  /** In how many of the frames the middle of what the model sees does. */
  readonly hitCentre: number;
  /** Share of what the model sees, over all frames, that is in or near a box: how often a random point does. */
  readonly hitRandom: number;
}

/**
 * The pointing game.
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

/** Share of the window that lies in at least one of the boxes: they may overlap and stand out of it. */
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
