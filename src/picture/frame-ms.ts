/** Pace of the frame clock. */

/** Frame duration of a clip without a length (a still, a folder of frames). */
const DEFAULT_FRAME_MS = 125;
/** Bounds of a frame's duration at speed 1: shorter frames flicker, longer ones look stuck. */
const SHORTEST_MS = 1000 / 30;
const LONGEST_MS = 500;

/**
 * Returns how many milliseconds each of T frames is shown at speed 1.
 *
 * @example
 * frameMs(2, 16); // 125
 * frameMs(60, 16); // 500
 */
export function frameMs(durationS: number, T: number): number {
  if (durationS <= 0) return DEFAULT_FRAME_MS;
  return Math.min(Math.max((durationS / T) * 1000, SHORTEST_MS), LONGEST_MS);
}
