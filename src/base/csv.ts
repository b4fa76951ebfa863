/** Writes table rows as CSV (RFC 4180): comma-separated, CRLF line ends, quotes only where needed. */

/** Content of one cell; null leaves it empty. */
export type CsvCell = string | number | null;

/**
 * Returns one row as text, line end included.
 *
 * @example
 * csvLine(["clip", 0.5, null, "a,b"]); // 'clip,0.5,,"a,b"\r\n'
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cellText).join(",")}\r\n`;
}

/**
 * Returns one cell as text. Text that a spreadsheet would run as a formula gets a leading apostrophe, as OWASP
 * advises: file names come from outside and may be hostile.
 */
function cellText(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
