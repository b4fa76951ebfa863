/** The order of a table's rows: the source's order, or by a column. */

/** A column and a direction; null for the source's order. */
export type SortOrder<Column extends string> = {
  readonly column: Column;
  readonly descending: boolean;
} | null;

/**
 * Returns the rows in order. Rows of equal value keep their order; empty cells come last in both directions.
 *
 * @param valueOf  returns a cell's value, or null if it is empty.
 * @example
 * orderRows([2, null, 1], { column: "n", descending: false }, (row) => row); // [1, 2, null]
 */
export function orderRows<Row, Column extends string>(
  rows: readonly Row[],
  order: SortOrder<Column>,
  valueOf: (row: Row, column: Column) => number | string | null,
): readonly Row[] {
  if (order === null) return rows;
  const sign = order.descending ? -1 : 1;
  return rows
    .map((row) => ({ row, value: valueOf(row, order.column) }))
    .sort(({ value: a }, { value: b }) => {
      if (a === null || b === null) return Number(a === null) - Number(b === null);
      if (typeof a === "string" || typeof b === "string")
        return sign * String(a).localeCompare(String(b), "en");
      return sign * (a - b);
    })
    .map(({ row }) => row);
}

/** Returns the next order after a press on a column's header: ascending, descending, the source's order. */
export function pressColumn<Column extends string>(
  order: SortOrder<Column>,
  column: Column,
): SortOrder<Column> {
  if (order?.column !== column) return { column, descending: false };
  return order.descending ? null : { column, descending: true };
}
