/** Confidence interval of a mean: the percentile bootstrap (Efron and Tibshirani 1993, section 13.3). */
import { LabError } from "../base/errors.ts";
import { mulberry32 } from "../base/prng.ts";
import { quantile } from "./sample-summary.ts";

/** Settings of the resampling. */
export interface BootstrapOptions {
  /** Seed of the resampling; the same seed gives the same interval on every machine. */
  readonly seed: number;
  /** Number of samples drawn. Default 10 000: across seeds, the ends then vary by 0.5 % of the width (12 values). */
  readonly resamples?: number;
  /** Share of the resampled means that lies inside the interval. Default 0.95. */
  readonly level?: number;
}

/**
 * Returns the confidence interval of the mean: the middle `level` of the means of samples drawn with replacement,
 * each as long as the original. For paired values pass their differences, so that each pair is drawn as one.
 *
 * @param values  [n], n >= 1. A single value gives an interval of width 0.
 * @throws {LabError} "value" for an empty sample, or a level outside (0, 1).
 *
 * @example
 * bootstrapMean([2, 2, 2], { seed: 1 }); // [2, 2]
 * bootstrapMean([0, 1, 2, 3], { seed: 1 }); // [0.5, 2.5]
 */
export function bootstrapMean(
  values: readonly number[],
  { seed, resamples = 10_000, level = 0.95 }: BootstrapOptions,
): readonly [low: number, high: number] {
  const n = values.length;
  if (n === 0) throw new LabError("value", "bootstrapMean: the sample is empty; it needs one value.");
  if (!(level > 0 && level < 1)) {
    throw new LabError("value", `bootstrapMean: the level is ${level}; it must lie between 0 and 1.`);
  }
  const random = mulberry32(seed);
  const means = new Float64Array(resamples);
  for (let r = 0; r < resamples; r++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[Math.floor(random() * n)]!;
    means[r] = sum / n;
  }
  means.sort();
  return [quantile(means, (1 - level) / 2), quantile(means, (1 + level) / 2)];
}
