/** One table of results: filter and order above it; a table where there is room, else cards. */
import { useState, type ReactNode } from "react";
import { pressColumn, sortRows, type SortOrder } from "../../paper/sort-rows.ts";
import { classesOf, type ResultTable } from "../../paper/table.ts";
import { Icon } from "../icons.tsx";
import { scoreColumnsOf, sortColumnsOf } from "./columns.ts";
import { ResultsCards } from "./ResultsCards.tsx";
import { ResultsTable } from "./ResultsTable.tsx";
import { useMedia } from "./use-media.ts";

interface ResultsProps {
  readonly table: ResultTable;
  readonly caption: ReactNode;
}

const ALL = "";
/** Below this the columns of a table do not fit; paper has room for them at its own size of text. */
const NARROW = "screen and (width < 66rem)";

export function Results({ table, caption }: ResultsProps) {
  const [shownClass, setShownClass] = useState(ALL);
  const [order, setOrder] = useState<SortOrder>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const narrow = useMedia(NARROW);
  const scores = scoreColumnsOf(table);
  const columns = sortColumnsOf(scores);
  const rows = sortRows(
    table.rows.filter(({ className }) => shownClass === ALL || className === shownClass),
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
      ? "in the order of their source"
      : `by ${columns.find(({ column }) => column === order.column)?.name}, ${order.descending ? "falling" : "rising"}`;
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

interface ClassFilterProps {
  readonly classes: readonly string[];
  readonly shown: string;
  readonly onShow: (name: string) => void;
}

function ClassFilter({ classes, shown, onShow }: ClassFilterProps) {
  return (
    <label className="results-control">
      <span>Show class</span>
      <span className="select">
        <select value={shown} onChange={(event) => onShow(event.target.value)}>
          <option value={ALL}>All classes</option>
          {classes.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <Icon name="chevron" />
      </span>
    </label>
  );
}

interface OrderPickerProps {
  readonly columns: ReturnType<typeof sortColumnsOf>;
  readonly order: SortOrder;
  readonly onOrder: (order: SortOrder) => void;
}

/** What the columns' headers do, where there are none. */
function OrderPicker({ columns, order, onOrder }: OrderPickerProps) {
  const choose = (index: number) => {
    const chosen = columns[index];
    onOrder(chosen === undefined ? null : { column: chosen.column, descending: order?.descending ?? false });
  };
  return (
    <div className="results-control results-order">
      <label>
        <span>Sort by</span>
        <span className="select">
          <select
            value={columns.findIndex(({ column }) => column === order?.column)}
            onChange={(event) => choose(Number(event.target.value))}
          >
            <option value={-1}>As in the source</option>
            {columns.map(({ column, name }, index) => (
              <option key={column} value={index}>
                {name}
              </option>
            ))}
          </select>
          <Icon name="chevron" />
        </span>
      </label>
      <button
        type="button"
        className="button"
        disabled={order === null}
        aria-pressed={order?.descending ?? false}
        onClick={() => order !== null && onOrder({ ...order, descending: !order.descending })}
      >
        Falling
      </button>
    </div>
  );
}
