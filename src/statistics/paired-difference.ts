/** Means over clips with their intervals and p-values, drawn with the same settings everywhere on the page. */
import { bootstrapMean } from "./bootstrap.ts";
import { meanOf } from "./sample-summary.ts";
import { signFlipTest } from "./sign-flip-test.ts";

/** Seed of the samples, the same for everyone: the paper's arXiv number. */
const BOOTSTRAP_SEED = 200200367;
/** Number of samples drawn for an interval. */
export const RESAMPLES = 10_000;
/** Share of the resampled means that lie inside an interval. */
export const LEVEL = 0.95;

/** One model's value minus the other's on the same clip, over the clips. */
export interface PairedDifference {
  readonly mean: number;
  /** Percentile bootstrap over clips. */
  readonly interval: readonly [low: number, high: number];
  /** Number of clips on which the difference is above 0, below 0, and 0. */
  readonly above: number;
  readonly below: number;
  readonly equal: number;
}

/** Returns the bootstrap interval of the mean. */
export function meanInterval(values: readonly number[]): readonly [low: number, high: number] {
  return bootstrapMean(values, { seed: BOOTSTRAP_SEED, resamples: RESAMPLES, level: LEVEL });
}

/** Returns the two-sided p-value of the mean difference being 0. */
export function meanPValue(differences: readonly number[]): number {
  return signFlipTest(differences, { seed: BOOTSTRAP_SEED });
}

/** Differences up to this size are rounding errors and count as 0. */
const SAME = 1e-9;

/**
 * Summarises differences, one per clip.
 *
 * @throws {LabError} "value" for no differences.
 */
export function pairedDifference(differences: readonly number[]): PairedDifference {
  const count = (is: (difference: number) => boolean) => differences.filter(is).length;
  return {
    mean: meanOf(differences),
    interval: meanInterval(differences),
    above: count((difference) => difference > SAME),
    below: count((difference) => difference < -SAME),
    equal: count((difference) => Math.abs(difference) <= SAME),
  };
}
