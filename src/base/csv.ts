/** Rows of a table as CSV (RFC 4180): commas, CRLF, quotes where needed. */

/** What a cell holds; null leaves it empty. */
export type CsvCell = string | number | null;

/** One line, its end included. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cellText).join(",")}\r\n`;
}

/**
 * One cell. Text that a spreadsheet would run as a formula gets an apostrophe in front, as OWASP advises: a file's
 * name is not ours to trust.
 */
function cellText(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
