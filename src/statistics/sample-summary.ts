/** Centre and spread of a sample of numbers. */
import { LabError } from "../base/errors.ts";

/** Summary of a sample; all but n in the sample's own unit. */
export interface SampleSummary {
  /** Number of values. */
  readonly n: number;
  readonly mean: number;
  readonly median: number;
  /** Standard deviation of the sample, divided by n - 1; 0 for a single value. */
  readonly deviation: number;
  /** First and third quartile. */
  readonly quartiles: readonly [first: number, third: number];
}

/**
 * Returns a quantile by linear interpolation between the sorted values, at position share * (n - 1).
 *
 * @param sorted  [n] rising, n >= 1.
 * @param share   in [0, 1]; 0.5 = the median.
 * @throws {LabError} "value" for an empty sample.
 *
 * @example
 * quantile([1, 2, 4], 0.25); // 1.5
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) throw new LabError("value", "quantile: the sample is empty; it needs one value.");
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (position - below) * (high - low);
}

/**
 * Returns the mean of the values; NaN if there are none.
 *
 * @example
 * meanOf([1, 2, 6]); // 3
 */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Returns the summary of a sample.
 *
 * @throws {LabError} "value" for an empty sample.
 *
 * @example
 * summariseSample([4, 1, 1, 2]); // { n: 4, mean: 2, median: 1.5, deviation: 1.414214, quartiles: [1, 2.5] }
 */
export function summariseSample(values: readonly number[]): SampleSummary {
  const sorted = Float64Array.from(values).sort();
  const median = quantile(sorted, 0.5);
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    n: values.length,
    mean,
    median,
    deviation: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0,
    quartiles: [quantile(sorted, 0.25), quantile(sorted, 0.75)],
  };
}
