/** Rows of a CSV file (RFC 4180): cells with commas, quotes or line breaks stand in quotes, a quote in them twice. */
import { LabError } from "./errors.ts";

/**
 * [rows][cells]; rows without any text are left out, and so is a byte order mark.
 *
 * @param from  the file's name, for the message.
 * @throws {LabError} "value" for quotes that do not match.
 */
export function readCsv(text: string, from: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  // A cell and the comma or line break after it, or the end.
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|\r|$)/gy;
  const plain = text.replace(/^\ufeff/, "");
  while (cell.lastIndex < plain.length) {
    const at = cell.lastIndex;
    const found = cell.exec(plain);
    if (found === null)
      throw new LabError(
        "value",
        `${from}: line ${rows.length + 1}: its quotes do not match (character ${at + 1}).`,
      );
    const [, quoted, bare = "", end] = found;
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push(row);
  return rows.filter((cells) => cells.some((each) => each.trim() !== ""));
}
