/** Which moments of a source become the T frames of a clip, and how large those frames are. Pure arithmetic. */
import { invariant } from "../base/errors.ts";
import { DISPLAY_SHORT_SIDE } from "./clip.ts";

/**
 * Containers keep times in ticks, of 1 ms in WebM. A frame may so be stored up to half a tick after the moment that
 * it belongs to; looking a little more than that later finds it. Matters whenever a sample time falls on a frame's very start,
 * as it does for a source of 2T evenly spaced frames.
 */
export const TIME_SLACK_S = 0.0006;

/**
 * T times over [startS, endS): time t = startS + (t + 0.5) / T * (endS - startS), the middle of each T-th part.
 *
 * Middles, so that a source of T evenly spaced frames gives each of them once, however its times are rounded.
 *
 * @returns [T], seconds, ascending.
 */
export function sampleTimes(T: number, startS: number, endS: number): number[] {
  invariant(Number.isInteger(T) && T >= 1, () => `sampleTimes: T is ${T}; it must be a whole number above 0`);
  invariant(
    endS >= startS,
    () => `sampleTimes: the range ends at ${endS} s, before its start at ${startS} s`,
  );
  return Array.from({ length: T }, (_, t) => startS + ((t + 0.5) / T) * (endS - startS));
}

/**
 * The times at which to look into a source.
 *
 * Where the range holds exactly T frames, these are their own start times, so that each is taken once whatever the
 * frame rate does. Otherwise they are `sampleTimes`, each `TIME_SLACK_S` later and none before the first frame.
 *
 * @param frameStartsS  start times of the range's frames, ascending; may stop early once there are more than T.
 */
export function chooseTimes(
  T: number,
  startS: number,
  endS: number,
  frameStartsS: readonly number[],
): number[] {
  if (frameStartsS.length === T) return [...frameStartsS];
  return sampleTimes(T, startS, endS).map((time) => Math.max(time + TIME_SLACK_S, startS));
}

/**
 * Index of the frame shown at each time: the last one that starts at or before it, the first for earlier times.
 *
 * @param startsS  start times of all frames, ascending, at least one.
 */
export function framesAt(timesS: readonly number[], startsS: readonly number[]): number[] {
  invariant(startsS.length > 0, () => "framesAt: there are no frames");
  return timesS.map((time) =>
    Math.max(
      0,
      startsS.findLastIndex((start) => start <= time),
    ),
  );
}

/** Longest allowed long side of displayed frames, pixels: keeps a panorama's frames small too. */
export const DISPLAY_LONG_SIDE = 1280;

/**
 * Size to decode to: the source's own, or scaled down until the short side is at most `DISPLAY_SHORT_SIDE` and the
 * long one at most `DISPLAY_LONG_SIDE`. The aspect ratio is kept to the nearest pixel; nothing is enlarged.
 */
export function displaySize(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(
    1,
    DISPLAY_SHORT_SIDE / Math.min(width, height),
    DISPLAY_LONG_SIDE / Math.max(width, height),
  );
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
