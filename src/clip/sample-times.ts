/** Pure arithmetic that chooses the T moments of a source that become a clip, and the size of its frames. */
import { invariant } from "../base/errors.ts";
import { DISPLAY_SHORT_SIDE } from "./clip.ts";

/**
 * Allowance for rounded times, in seconds. Containers store times in ticks (1 ms in WebM), so a frame may start up to
 * half a tick late. Sampling slightly later than that finds it. This matters if a sample time falls exactly on a
 * frame's start, as it does for a source of 2T evenly spaced frames.
 */
export const TIME_SLACK_S = 0.0006;

/**
 * Returns T times over [startS, endS): time t = startS + (t + 0.5) / T * (endS - startS), the middle of each T-th
 * part. Because these are middles, a source of T evenly spaced frames yields each frame once, however its times are
 * rounded.
 *
 * @returns [T], seconds, ascending.
 *
 * @example
 * sampleTimes(4, 0, 2); // [0.25, 0.75, 1.25, 1.75]
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
 * Returns the times at which to read a source.
 *
 * If the range holds exactly T frames, these are the frames' own start times, so that each is taken once at any frame
 * rate. Otherwise they are `sampleTimes`, each `TIME_SLACK_S` later and none before the first frame.
 *
 * @param frameStartsS  start times of the range's frames, ascending; may stop early once there are more than T.
 *
 * @example
 * chooseTimes(3, 0, 1, [0, 0.2, 0.7]); // [0, 0.2, 0.7]
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
 * Returns the index of the frame shown at each time: the last one that starts at or before it, or the first frame for
 * earlier times.
 *
 * @param startsS  start times of all frames, ascending, at least one.
 *
 * @example
 * framesAt([0, 0.5, 0.9], [0, 0.4, 0.8]); // [0, 1, 2]
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

/** Longest allowed long side of displayed frames, in pixels; keeps a panorama's frames small too. */
export const DISPLAY_LONG_SIDE = 1280;

/**
 * Returns the size to decode to: the source's own, or scaled down until the short side is at most
 * `DISPLAY_SHORT_SIDE` and the long side at most `DISPLAY_LONG_SIDE`. The aspect ratio is kept to the nearest pixel;
 * nothing is enlarged.
 *
 * @example
 * displaySize(1920, 1080); // { width: 640, height: 360 }
 */
export function displaySize(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(
    1,
    DISPLAY_SHORT_SIDE / Math.min(width, height),
    DISPLAY_LONG_SIDE / Math.max(width, height),
  );
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
