/** Everything saved in this browser: finished searches and the page's files. Content of the history drawer. */
import { useEffect, useRef, type RefObject } from "react";
import { useActions, useLab } from "../../state/use-lab.ts";
import { DeleteAll } from "./DeleteAll.tsx";
import { HistoryList } from "./HistoryList.tsx";
import { SavedFiles } from "./SavedFiles.tsx";
import { useScrolls } from "../hooks/use-scrolls.ts";

export function HistoryPanel({ onOpened }: { readonly onOpened: () => void }) {
  const state = useLab((lab) => lab.history);
  const { history } = useActions();
  const undo = useRef<HTMLButtonElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const bodyScrolls = useScrolls(body);
  const emptied = useLab((lab) => lab.history.kind === "ready" && lab.history.items.length === 0);
  useEffect(() => {
    void history.read();
  }, [history]);
  useEffect(() => {
    // The focused button disappeared with the last entry.
    if (emptied) undo.current?.focus();
  }, [emptied]);
  return (
    <>
      <div
        className="history-body"
        ref={body}
        role="group"
        aria-label="Finished searches and notes"
        tabIndex={bodyScrolls ? 0 : -1}
      >
        <p className="field-note">Finished searches are saved in this browser. Nothing is sent anywhere.</p>
        <UndoNote button={undo} onUndo={() => body.current?.focus()} />
        {state.kind === "loading" && <p className="history-none">Reading the history.</p>}
        {state.kind === "unavailable" && (
          <div className="history-none">
            <p>
              <b>No history here</b>
            </p>
            <p>{state.reason}</p>
            <p>The lab works as usual, and a permalink holds any result.</p>
          </div>
        )}
        {state.kind === "ready" && state.damaged > 0 && <DamagedNote count={state.damaged} />}
        {state.kind === "ready" && state.items.length === 0 && (
          <div className="history-none">
            <p>
              <b>No searches yet</b>
            </p>
            <p>Press “Find mask” in the lab. Results appear here, and one click opens them again.</p>
          </div>
        )}
        {state.kind === "ready" && state.items.length > 0 && (
          <HistoryList items={state.items} now={state.readAt} onOpened={onOpened} />
        )}
      </div>
      <footer className="history-foot" role="group" aria-label="Deleting and storage">
        {state.kind === "ready" && state.items.length > 0 && <DeleteAll items={state.items} />}
        <SavedFiles />
      </footer>
    </>
  );
}

interface UndoNoteProps {
  readonly button: RefObject<HTMLButtonElement | null>;
  /** Called before the button disappears, so that the focus can move elsewhere. */
  readonly onUndo: () => void;
}

function UndoNote({ button, onUndo }: UndoNoteProps) {
  const removed = useLab((lab) => lab.removed);
  const { history } = useActions();
  const count = removed?.entries.length ?? 0;
  return (
    <div className="history-undo-note" role="status">
      {count > 0 && (
        <>
          <span>{count === 1 ? "Deleted." : `Deleted ${count} searches.`}</span>
          <button
            type="button"
            className="button-quiet"
            ref={button}
            onClick={() => {
              onUndo();
              void history.undoRemove();
            }}
          >
            Undo
          </button>
        </>
      )}
    </div>
  );
}

function DamagedNote({ count }: { readonly count: number }) {
  const { history } = useActions();
  return (
    <p className="history-damaged">
      {count === 1 ? "One entry is damaged and not shown." : `${count} entries are damaged and not shown.`}
      <button type="button" className="button-quiet" onClick={() => void history.removeDamaged()}>
        Remove {count === 1 ? "it" : "them"}
      </button>
    </p>
  );
}
