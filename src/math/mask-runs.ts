/** Runs of perturbed frames in a temporal mask. */

/** First and last frame of a run, 0-based, inclusive. */
export type Run = readonly [first: number, last: number];

/**
 * Mask value above which a frame belongs to a run that reverse plays backwards: 0.1, as in the released code. It is
 * rounded to float32 because that code and graphics cards compare in float32; so a mask has the same runs everywhere.
 */
export const REVERSE_THRESHOLD = Math.fround(0.1);

/** Mask value above which a frame or cell is shown as on (perturbed). */
export const SHOWN_ON = 0.5;

/**
 * Returns the yes/no mask of the frames or cells that are shown as on; new.
 *
 * @example
 * onlyShown([0.5, 0.6, 1]); // [0, 1, 1]
 */
export function onlyShown(mask: ArrayLike<number>): Float32Array {
  return Float32Array.from(mask, (m) => (m > SHOWN_ON ? 1 : 0));
}

/**
 * Returns the longest stretches of neighbouring frames with mask > threshold, in order; [] if no frame is on.
 *
 * @example
 * maskRuns([0, 1, 1, 0, 0.9], 0.5); // [[1, 2], [4, 4]]
 */
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
