/** The pace of the frame clock. */

/** Shown this long where a clip has no length of its own (a still, a folder of frames). */
const DEFAULT_FRAME_MS = 125;
/** Bounds of a frame's time at speed 1: shorter ones flicker, longer ones look stuck. */
const SHORTEST_MS = 1000 / 30;
const LONGEST_MS = 500;

/** Milliseconds that each of T frames is shown at speed 1. */
export function frameMs(durationS: number, T: number): number {
  if (durationS <= 0) return DEFAULT_FRAME_MS;
  return Math.min(Math.max((durationS / T) * 1000, SHORTEST_MS), LONGEST_MS);
}
