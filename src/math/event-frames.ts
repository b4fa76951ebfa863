/** Converts an event's times to frame numbers. */
import type { Run } from "./mask-runs.ts";

/**
 * Returns the first and last frame (0-based, inclusive) taken during an event.
 *
 * @param timestampsS  [T] times of the frames in seconds, rising.
 * @param eventS       start and end of the event in seconds.
 * @returns            null if no frame was taken during it.
 *
 * @example
 * eventFrames([0, 0.5, 1, 1.5], [0.4, 1.2]); // [1, 2]
 * eventFrames([0, 0.5, 1, 1.5], [0.6, 0.9]); // null
 */
export function eventFrames(
  timestampsS: readonly number[],
  [startS, endS]: readonly [number, number],
): Run | null {
  const first = timestampsS.findIndex((timeS) => timeS >= startS);
  const last = timestampsS.findLastIndex((timeS) => timeS <= endS);
  return first === -1 || last < first ? null : [first, last];
}
