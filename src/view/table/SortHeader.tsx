/** Column header that sorts the rows when pressed: ascending, then descending, then back to the original order. */
import type { SortOrder } from "../../base/order-rows.ts";

interface SortHeaderProps<Column extends string> {
  readonly column: Column;
  readonly order: SortOrder<Column>;
  readonly onSort: (column: Column) => void;
  /** The heading above, read before the text by screen readers. */
  readonly before?: string;
  readonly text: string;
  readonly title?: string;
  readonly rowSpan?: number;
}

export function SortHeader<Column extends string>(props: SortHeaderProps<Column>) {
  const { column, order, onSort, before, text, title, rowSpan } = props;
  const direction = order?.column !== column ? "none" : order.descending ? "descending" : "ascending";
  return (
    <th
      scope="col"
      rowSpan={rowSpan}
      aria-sort={direction}
      className={column.endsWith(".mask") ? `sort-${direction} sort-clip` : `sort-${direction}`}
    >
      <button type="button" title={title} onClick={() => onSort(column)}>
        {before !== undefined && <span className="visually-hidden">{`${before} `}</span>}
        {text}
        <svg viewBox="0 0 8 12" aria-hidden="true" focusable="false">
          <path className="sort-up" d="M4 1 7 5H1z" />
          <path className="sort-down" d="M4 11 1 7h6z" />
        </svg>
      </button>
    </th>
  );
}
