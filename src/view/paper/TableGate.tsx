/** Shows a table once it has loaded; until then a loading note, or why loading failed. */
import type { ReactNode } from "react";
import { Icon } from "../parts/icons.tsx";
import type { TableState } from "./use-table.ts";

interface TableGateProps<A> {
  readonly state: TableState<A>;
  /** Name of what is being loaded, such as "the published results". */
  readonly name: string;
  readonly retry: () => void;
  readonly children: (table: A) => ReactNode;
}

export function TableGate<A>({ state, name, retry, children }: TableGateProps<A>) {
  switch (state.kind) {
    case "loading":
      return <p className="results-waiting" role="status">{`Loading ${name}.`}</p>;
    case "failed":
      return (
        <div className="problem" role="alert">
          <Icon name="alert" />
          <p>{state.message}</p>
          <button type="button" className="button" onClick={retry}>
            Try again
          </button>
        </div>
      );
    case "ready":
      return children(state.table);
  }
}
