/** Rows of a table for tests: what a test does not say is plain. */
import type { ModelResult, ResultTable, TableRow } from "../../../src/paper/table.ts";

/** A result; the mask as digits, one a frame. */
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

/** A row of two results. */
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

/** A table of rows whose masks are alike in length. */
export function table(...rows: TableRow[]): ResultTable {
  return { T: rows[0]?.i3d.mask.length ?? 0, rows };
}
