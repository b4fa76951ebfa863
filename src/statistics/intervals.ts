/**
 * Confidence intervals over clips: Student's t for means, Wilson's score interval for shares. docs/studies.md says how
 * often t intervals cover the mean of skewed values, beside bootstraps.
 */
import { LabError } from "../base/errors.ts";
import { formatInterval } from "../base/format.ts";
import { summariseSample } from "./sample-summary.ts";
import { tLimit } from "./student-t.ts";

/** Lower and upper end of an interval. */
export type Interval = readonly [low: number, high: number];

/** Probability with which an interval is to cover the true value. */
export const LEVEL = 0.95;

/**
 * Fewest clips that get an interval. Even at 10, t intervals of the most skewed law in tests/golden/statistics.json cover
 * its mean in only 86 % of samples.
 */
export const FEWEST = 10;

/** Values that differ by no more than this are equal but for rounding. */
export const SAME = 1e-9;

/** Standard normal quantile at (1 + LEVEL) / 2. */
const Z = 1.959963984540054;

/**
 * Returns Student's t interval of a mean: mean ± t s / sqrt(n), with n - 1 degrees of freedom. For paired values pass
 * their differences.
 *
 * Null for fewer than `FEWEST` values, and for equal values, whose spread says nothing about other clips.
 *
 * @param values  [n].
 * @param range   ends of the values' possible range. The interval is cut to it, which changes no coverage. Default:
 *   unlimited.
 *
 * @example
 * meanInterval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]); // [3.334149, 7.665851]
 * meanInterval([1, 2, 3, 4, 5, 6, 7, 8, 9]); // null
 * meanInterval([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]); // null
 */
export function meanInterval(
  values: readonly number[],
  [lowest, highest]: Interval = [-Infinity, Infinity],
): Interval | null {
  const n = values.length;
  if (n < FEWEST || Math.max(...values) - Math.min(...values) <= SAME) return null;
  const { mean, deviation } = summariseSample(values);
  const half = (tLimit(LEVEL, n - 1) * deviation) / Math.sqrt(n);
  return [Math.max(lowest, mean - half), Math.min(highest, mean + half)];
}

/**
 * Returns Wilson's score interval of a share: the p for which |k / n - p| <= z sqrt(p (1 - p) / n) (Wilson 1927,
 * _Journal of the American Statistical Association_ 22, 209–212), with k ones among n values. It has a width even if
 * all values are equal.
 *
 * Null for fewer than `FEWEST` values.
 *
 * @param values  [n], each 0 or 1.
 * @throws {LabError} "value" for another value.
 *
 * @example
 * shareInterval([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]); // [0.722467, 1]
 * shareInterval([1, 1, 1, 1, 1, 1, 1, 1, 1]); // null
 */
export function shareInterval(values: readonly number[]): Interval | null {
  const wrong = values.find((value) => value !== 0 && value !== 1);
  if (wrong !== undefined)
    throw new LabError("value", `shareInterval: a value is ${wrong}; each must be 0 or 1.`);
  const n = values.length;
  if (n < FEWEST) return null;
  const low = (k: number) =>
    (2 * k + Z ** 2 - Z * Math.sqrt(Z ** 2 + (4 * k * (n - k)) / n)) / (2 * (n + Z ** 2));
  const ones = values.filter((value) => value === 1).length;
  // The upper end is the lower end of the zeros' share, from 1 down.
  return [low(ones), 1 - low(n - ones)];
}

/**
 * Returns the interval of n values in words, or why there is none.
 *
 * @example
 * intervalText([2.14, 5.68], 30, 1); // "95 % interval 2.1 to 5.7"
 * intervalText(null, 9, 1); // "fewer than 10 clips: no interval"
 * intervalText(null, 30, 1); // "the same on every clip: no interval"
 */
export function intervalText(interval: Interval | null, n: number, decimals: number): string {
  if (interval !== null) return `${Math.round(LEVEL * 100)} % interval ${formatInterval(interval, decimals)}`;
  return `${n < FEWEST ? `fewer than ${FEWEST} clips` : "the same on every clip"}: no interval`;
}
