/** Runs of perturbed frames in a temporal mask. */

/** First and last frame of a run, 0-based, both inside it. */
export type Run = readonly [first: number, last: number];

/**
 * Above this a frame belongs to a run that reverse plays backwards: the released code's 0.1, as the float32 that it (and a
 * graphics card) compares with, so that a mask read from anywhere has the same runs everywhere.
 */
export const REVERSE_THRESHOLD = Math.fround(0.1);

/** Shown as on: the frame, or the cell, is perturbed. */
export const SHOWN_ON = 0.5;

/** Longest stretches of neighbouring frames with mask > threshold, in order; none for an all-off mask. */
export function maskRuns(mask: ArrayLike<number>, threshold: number): Run[] {
  const runs: Run[] = [];
  let first = -1;
  for (let t = 0; t <= mask.length; t++) {
    const on = t < mask.length && mask[t]! > threshold;
    if (on && first < 0) first = t;
    if (!on && first >= 0) {
      runs.push([first, t - 1]);
      first = -1;
    }
  }
  return runs;
}
