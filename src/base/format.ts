/** Numbers, with a true minus sign, and runs of frames in sentences and tables. */

/**
 * Returns a number with the given decimals; a number that rounds to zero has no sign.
 *
 * @example
 * formatNumber(-1.25, 1); // "−1.3"
 * formatNumber(-0.001, 2); // "0.00"
 */
export function formatNumber(value: number, decimals: number): string {
  const digits = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(digits) !== 0 ? `−${digits}` : digits;
}

/** Returns a number with the given decimals and its sign, plus included. The default is that of scores. */
export function formatSigned(value: number, decimals = 3): string {
  const text = formatNumber(value, decimals);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/**
 * Returns a count with its digits in groups of three, kept together by narrow spaces.
 *
 * @example
 * formatCount(65536); // "65\u202f536"
 */
export function formatCount(count: number): string {
  return `${count}`.replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** Returns a p-value with three decimals, or "<0.001". */
export function formatP(p: number): string {
  return p < 0.001 ? "<0.001" : p.toFixed(3);
}

/**
 * Returns a p-value and the same adjusted by Holm's method.
 *
 * @example
 * formatPValues({ p: 0.012, pHolm: 0.0481 }); // "p 0.012, Holm 0.048"
 */
export function formatPValues({ p, pHolm }: { readonly p: number; readonly pHolm: number }): string {
  return `p ${formatP(p)}, Holm ${formatP(pHolm)}`;
}

/**
 * Returns an interval in words; a dash for none.
 *
 * @example
 * formatInterval([2.14, 5.68], 1); // "2.1 to 5.7"
 * formatInterval(null, 1); // "–"
 */
export function formatInterval(interval: readonly [number, number] | null, decimals: number): string {
  if (interval === null) return "–";
  const [low, high] = interval;
  return `${formatNumber(low, decimals)} to ${formatNumber(high, decimals)}`;
}

/** First and last frame of a run, 0-based and inclusive. */
type Run = readonly [first: number, last: number];

/**
 * Returns a run of frames in figures, counted from 1.
 *
 * @example
 * formatRun([2, 4]); // "3–5"
 * formatRun([2, 2]); // "3"
 */
export function formatRun([first, last]: Run, between = "–"): string {
  return first === last ? `${first + 1}` : `${first + 1}${between}${last + 1}`;
}

/**
 * Returns runs of frames in words, counted from 1.
 *
 * @example
 * formatRuns([[2, 2]]); // "frame 3"
 * formatRuns([[2, 4], [8, 8]]); // "frames 3–5 and 9"
 * formatRuns([[2, 4]], " to "); // "frames 3 to 5"
 *
 * @param runs     at least one.
 * @param between  stands between a run's first and last frame; " to " where a screen reader reads it.
 */
export function formatRuns(runs: readonly Run[], between?: string): string {
  const parts = runs.map((run) => formatRun(run, between));
  const list = parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : parts.join("");
  const [only] = runs;
  const single = runs.length === 1 && only !== undefined && only[0] === only[1];
  return `${single ? "frame" : "frames"} ${list}`;
}
