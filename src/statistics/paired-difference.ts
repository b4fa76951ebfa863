/** Two models compared on the same clips. */
import { LabError } from "../base/errors.ts";
import { type Interval, meanInterval, SAME } from "./intervals.ts";
import { meanOf } from "./sample-summary.ts";
import { signFlipTest } from "./sign-flip-test.ts";

/** Seed of drawn signs, the same for everyone: the paper's arXiv number. */
const SEED = 200200367;

/** One model's value minus the other's on the same clip, over the clips. */
export interface PairedDifference {
  /** Number of clips. */
  readonly n: number;
  readonly mean: number;
  /** Interval of the mean; null for fewer than 10 clips, or for differences that are all equal. */
  readonly interval: Interval | null;
  /** Number of clips on which the difference is above 0, below 0, and 0. */
  readonly above: number;
  readonly below: number;
  readonly equal: number;
}

/** Returns the two-sided p-value of the mean difference being 0. */
export function meanPValue(differences: readonly number[]): number {
  return signFlipTest(differences, { seed: SEED });
}

/**
 * Summarises differences, one per clip.
 *
 * @param differences  [n], n >= 1.
 * @throws {LabError} "value" for no differences.
 */
export function pairedDifference(differences: readonly number[]): PairedDifference {
  if (differences.length === 0)
    throw new LabError("value", "pairedDifference: there are no differences; it needs one.");
  const count = (is: (difference: number) => boolean) => differences.filter(is).length;
  return {
    n: differences.length,
    mean: meanOf(differences),
    interval: meanInterval(differences),
    above: count((difference) => difference > SAME),
    below: count((difference) => difference < -SAME),
    equal: count((difference) => Math.abs(difference) <= SAME),
  };
}
