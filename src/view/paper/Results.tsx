/** One set of results under its filter and sort order: a table where there is room, cards otherwise. */
import { useState, type ReactNode } from "react";
import { pressColumn, type SortOrder } from "../../base/order-rows.ts";
import { sortRows, type SortColumn } from "../../paper/sort-rows.ts";
import { classesOf, type ResultTable } from "../../paper/table.ts";
import { scoreColumnsOf, sortColumnsOf } from "./columns.ts";
import { ALL_CLASSES, ClassFilter, NARROW, OrderPicker } from "../table/TableControls.tsx";
import { ResultsCards } from "./ResultsCards.tsx";
import { ResultsTable } from "./ResultsTable.tsx";
import { useMedia } from "../table/use-media.ts";

interface ResultsProps {
  readonly table: ResultTable;
  readonly caption: ReactNode;
}

export function Results({ table, caption }: ResultsProps) {
  const [shownClass, setShownClass] = useState(ALL_CLASSES);
  const [order, setOrder] = useState<SortOrder<SortColumn>>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const narrow = useMedia(NARROW);
  const scores = scoreColumnsOf(table);
  const columns = sortColumnsOf(scores);
  const rows = sortRows(
    table.rows.filter(({ className }) => shownClass === ALL_CLASSES || className === shownClass),
    order,
  );
  const toggle = (id: string) => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  };
  const allOpen = rows.every(({ id }) => open.has(id));
  const toggleAll = () => setOpen(new Set(allOpen ? [] : rows.map(({ id }) => id)));
  const orderText =
    order === null
      ? "in their original order"
      : `sorted by ${columns.find(({ column }) => column === order.column)?.name}, ${order.descending ? "descending" : "ascending"}`;
  const shared = { rows, scores, caption, open, onToggle: toggle };
  return (
    <>
      <div className="results-controls">
        <ClassFilter classes={classesOf(table)} shown={shownClass} onShow={setShownClass} />
        {narrow && <OrderPicker columns={columns} order={order} onOrder={setOrder} />}
        <p className="results-count" role="status" aria-label="Rows">
          {`${rows.length} of ${table.rows.length} clips, ${orderText}`}
        </p>
        <button type="button" className="button-quiet" onClick={toggleAll}>
          {allOpen ? "Close all details" : "Open all details"}
        </button>
      </div>
      {narrow ? (
        <ResultsCards {...shared} />
      ) : (
        <ResultsTable {...shared} order={order} onSort={(column) => setOrder(pressColumn(order, column))} />
      )}
    </>
  );
}
