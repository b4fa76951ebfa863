/** Numbers in sentences and tables, with a true minus sign. */

/** A number with that many decimals; what rounds to zero has no sign. */
export function formatNumber(value: number, decimals: number): string {
  const digits = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(digits) !== 0 ? `−${digits}` : digits;
}

/** The same with its sign, plus included. */
export function formatSigned(value: number, decimals: number): string {
  const text = formatNumber(value, decimals);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** A p-value with three decimals; "<0.001" below what they tell. */
export function formatP(p: number): string {
  return p < 0.001 ? "<0.001" : p.toFixed(3);
}

/** An interval in words, "2.1 to 5.7". */
export function formatInterval([low, high]: readonly [number, number], decimals: number): string {
  return `${formatNumber(low, decimals)} to ${formatNumber(high, decimals)}`;
}
