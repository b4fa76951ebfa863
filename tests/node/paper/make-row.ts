/** Rows of a table for tests, with plain defaults for all fields. */
import type { ModelResult, ResultTable, TableRow } from "../../../src/paper/table.ts";

/** Returns a result; the mask is given as digits, one per frame. */
export function result(mask: string, scores: Partial<Omit<ModelResult, "mask">> = {}): ModelResult {
  return {
    os: 0.9,
    fs: 0.1,
    rs: 0.5,
    cs: null,
    predicted: null,
    search: null,
    link: null,
    ...scores,
    mask: [...mask].map(Number),
  };
}

/** Returns a row of two results. */
export function row(
  id: string,
  i3d: ModelResult,
  clstm: ModelResult,
  more: Partial<TableRow> = {},
): TableRow {
  return {
    id,
    className: "Moving something up",
    section: "",
    note: "",
    thumbnail: null,
    event: null,
    link: null,
    i3d,
    clstm,
    ...more,
  };
}

/** Returns a table of rows whose masks have the same length. */
export function table(...rows: TableRow[]): ResultTable {
  return { T: rows[0]?.i3d.mask.length ?? 0, rows };
}
