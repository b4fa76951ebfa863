/** Empties the history, after a confirmation; it can be undone. */
import type { ListedSearch } from "../../saved/searches/search-store.ts";
import { useActions } from "../../state/use-lab.ts";
import { Confirm } from "./Confirm.tsx";

export function DeleteAll({ items }: { readonly items: readonly ListedSearch[] }) {
  const { history } = useActions();
  const count = items.length === 1 ? "the one search" : `all ${items.length} searches`;
  return (
    <Confirm
      label="Delete all"
      question={`Delete ${count}?`}
      yes="Delete all"
      onConfirm={() => void history.remove(items.map(({ id }) => id))}
    />
  );
}
