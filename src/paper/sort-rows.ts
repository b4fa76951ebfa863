/** The order of a table's rows: the source's order, or by a column. */
import { orderRows, type SortOrder } from "../base/order-rows.ts";
import { lengthOf } from "../statistics/mask-measures.ts";
import type { ModelKey, ModelResult, TableRow } from "./table.ts";

/** Content of a model's column. */
export type ResultColumn = "os" | "fs" | "rs" | "cs" | "p" | "mask";

/** A column by which rows can be ordered. */
export type SortColumn = "class" | `${ModelKey}.${ResultColumn}`;

const VALUES: Readonly<Record<ResultColumn, (result: ModelResult) => number | null>> = {
  os: ({ os }) => os,
  fs: ({ fs }) => fs,
  rs: ({ rs }) => rs,
  cs: ({ cs }) => cs,
  p: ({ predicted }) => predicted?.index ?? null,
  mask: lengthOf,
};

/** Returns the value of a cell; null if it is empty. */
function valueOf(row: TableRow, column: SortColumn): number | string | null {
  if (column === "class") return row.className;
  const [model, key] = column.split(".") as [ModelKey, ResultColumn];
  return VALUES[key](row[model]);
}

/** Returns the rows in order. Rows of equal value keep their order; empty cells come last in both directions. */
export function sortRows(rows: readonly TableRow[], order: SortOrder<SortColumn>): readonly TableRow[] {
  return orderRows(rows, order, valueOf);
}
