/** Controls above the results: a class filter and, where there are no column headers, a sort order. */
import type { SortOrder } from "../../base/order-rows.ts";
import { Icon } from "../parts/icons.tsx";

/** Value of the class filter that shows every class. */
export const ALL_CLASSES = "";
/** Matches screens too narrow for the table's columns. Printed pages fit them at their own text size. */
export const NARROW = "screen and (width < 66rem)";

interface ClassFilterProps {
  readonly classes: readonly string[];
  readonly shown: string;
  readonly onShow: (name: string) => void;
}

/** Picks the class whose rows are shown, or all. */
export function ClassFilter({ classes, shown, onShow }: ClassFilterProps) {
  return (
    <label className="results-control">
      <span>Show class</span>
      <span className="select">
        <select value={shown} onChange={(event) => onShow(event.target.value)}>
          <option value={ALL_CLASSES}>All classes</option>
          {classes.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <Icon name="chevron" />
      </span>
    </label>
  );
}

interface OrderPickerProps<Column extends string> {
  readonly columns: readonly { readonly column: Column; readonly name: string }[];
  readonly order: SortOrder<Column>;
  readonly onOrder: (order: SortOrder<Column>) => void;
}

/** Sorts the rows where there are no column headers to press. */
export function OrderPicker<Column extends string>(props: OrderPickerProps<Column>) {
  const { columns, order, onOrder } = props;
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
            <option value={-1}>Original order</option>
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
        Descending
      </button>
    </div>
  );
}
