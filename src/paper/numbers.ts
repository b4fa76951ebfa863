/** Numbers in sentences and tables, with a true minus sign. */

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

/** Returns a number with the given decimals and its sign, plus included. */
export function formatSigned(value: number, decimals: number): string {
  const text = formatNumber(value, decimals);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** Returns a p-value with three decimals, or "<0.001". */
export function formatP(p: number): string {
  return p < 0.001 ? "<0.001" : p.toFixed(3);
}

/** Returns an interval in words, such as "2.1 to 5.7". */
export function formatInterval([low, high]: readonly [number, number], decimals: number): string {
  return `${formatNumber(low, decimals)} to ${formatNumber(high, decimals)}`;
}
