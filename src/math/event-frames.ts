/** An event's frames out of its times. */
import type { Run } from "./mask-runs.ts";

/**
 * First and last frame (0-based, inclusive) of an event, from the frames' own times.
 *
 * @param timestampsS  [T] seconds, rising.
 * @param eventS       start and end of the event, seconds.
 * @returns            null when no frame was taken during it.
 */
export function eventFrames(
  timestampsS: readonly number[],
  [startS, endS]: readonly [number, number],
): Run | null {
  const first = timestampsS.findIndex((timeS) => timeS >= startS);
  const last = timestampsS.findLastIndex((timeS) => timeS <= endS);
  return first === -1 || last < first ? null : [first, last];
}
