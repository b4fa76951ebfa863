/** Middle and spread of a sample of plain numbers. */
import { LabError } from "../base/errors.ts";

/** A sample in six numbers, all in the sample's own unit. */
export interface SampleSummary {
  /** How many values there are. */
  readonly n: number;
  readonly mean: number;
  readonly median: number;
  /** Standard deviation of the sample, with n - 1; 0 for a single value. */
  readonly deviation: number;
  /** First and third quartile. */
  readonly quartiles: readonly [first: number, third: number];
}

/**
 * Quantile by linear interpolation between the sorted values: the value at position share * (n - 1).
 *
 * @param sorted  [n] rising, n >= 1.
 * @param share   in [0, 1]; 0.5 = the median.
 * @throws {LabError} "value" for an empty sample.
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) throw new LabError("value", "quantile: the sample is empty; it needs one value.");
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (position - below) * (high - low);
}

/** Sum of the values over their number. NaN for none. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The sample's summary.
 *
 * @throws {LabError} "value" for an empty sample.
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
