/** Reads CSV (RFC 4180). A cell that contains a comma, quote or line break is quoted; a quote inside it is doubled. */
import { LabError } from "./errors.ts";

/**
 * Returns the cells as [rows][cells]. Blank rows and a byte order mark are dropped.
 *
 * @param from  name of the file, for error messages.
 * @throws {LabError} "value" for unbalanced quotes.
 *
 * @example
 * readCsv('file,class\n"a,b.mp4",up\n', "labels.csv"); // [["file", "class"], ["a,b.mp4", "up"]]
 */
export function readCsv(text: string, from: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  // Matches one cell and what ends it: a comma, a line break or the end of the text.
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
