/** The finished searches, newest first, with a filter if there are many. */
import { useEffect, useId, useRef, useState } from "react";
import type { ListedSearch } from "../../saved/searches/search-store.ts";
import { useActions } from "../../state/use-lab.ts";
import { HistoryRow } from "./HistoryRow.tsx";
import { matching } from "./matching.ts";

/** Entries that need no filter. */
const FEW = 8;

interface HistoryListProps {
  readonly items: readonly ListedSearch[];
  /** Current time, milliseconds since 1970. */
  readonly now: number;
  readonly onOpened: () => void;
}

export function HistoryList({ items, now, onOpened }: HistoryListProps) {
  const [filter, setFilter] = useState("");
  const { history } = useActions();
  const list = useRef<HTMLUListElement>(null);
  const hint = useId();
  const deletedAt = useRef<number | null>(null);
  const many = items.length > FEW;
  const shown = many ? matching(items, filter) : items;

  const open = async (id: string) => {
    // Close the drawer first, so that the page is visible: it shows the clip, or why it cannot be opened.
    onOpened();
    await history.open(id);
  };
  const remove = (id: string, at: number) => {
    deletedAt.current = at;
    void history.remove([id]);
  };
  // Move the focus to the entry that takes the deleted one's place.
  useEffect(() => {
    if (deletedAt.current === null) return;
    const rows = list.current?.querySelectorAll<HTMLButtonElement>(".history-delete") ?? [];
    rows[Math.min(deletedAt.current, rows.length - 1)]?.focus();
    deletedAt.current = null;
  }, [items]);

  return (
    <>
      {many && (
        <div className="history-filter">
          <input
            type="search"
            aria-label="Filter the history"
            aria-describedby={hint}
            placeholder="Clip, class or model"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
          <p id={hint} role="status" className="field-note numbers">
            {`${shown.length} of ${items.length}`}
          </p>
        </div>
      )}
      {many && shown.length === 0 && <p className="history-none">No search matches “{filter}”.</p>}
      <ul className="history-list" role="list" aria-label="Finished searches" ref={list}>
        {shown.map((item, at) => (
          <HistoryRow
            key={item.id}
            item={item}
            now={now}
            onOpen={() => void open(item.id)}
            onDelete={() => remove(item.id, at)}
          />
        ))}
      </ul>
    </>
  );
}
