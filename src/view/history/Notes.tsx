/** Notes that the page shows by itself: an interrupted search, a new version, a study. */
import type { PendingSearch } from "../../saved/searches/entry.ts";
import { isSearching } from "../../state/derived.ts";
import { isStudying } from "../../state/study-state.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { Icon } from "../parts/icons.tsx";
import { StudyNote } from "./StudyNote.tsx";

export function Notes() {
  const [cutOff] = useLab((lab) => lab.cutOff);
  return (
    <div className="notes" role="status" aria-label="Notes">
      <UpdateNote />
      {cutOff !== undefined && <CutOffNote search={cutOff} />}
      <StudyNote />
    </div>
  );
}

function CutOffNote({ search }: { readonly search: PendingSearch }) {
  const { history } = useActions();
  const { clipName, className, modelNames, step, of } = search;
  const reached = step > 0 ? `at step ${step} of ${of}` : "before its first step";
  return (
    <div className="note">
      <Icon name="clock" />
      <p>
        A search was interrupted {reached}: <b>{clipName}</b>, “{className}”, {modelNames.join(" and ")}. Its
        mask is lost, but you can search again.
      </p>
      <span className="note-actions">
        <button type="button" className="button" onClick={() => void history.searchAgain(search)}>
          Search again
        </button>
        <button type="button" className="button-quiet" onClick={() => void history.dismissCutOff(search)}>
          Dismiss
        </button>
      </span>
    </div>
  );
}

function UpdateNote() {
  const ready = useLab((lab) => lab.updateReady);
  const searching = useLab(isSearching);
  const studying = useLab(isStudying);
  const { saved } = useActions();
  if (!ready) return null;
  return (
    <div className="note">
      <Icon name="loop" />
      <p>
        A new version is ready.{" "}
        {searching
          ? "You can reload once the search has ended."
          : studying
            ? "You can reload once the study has ended or is paused."
            : "The link in the address bar keeps what is on the page."}
      </p>
      {!searching && !studying && (
        <span className="note-actions">
          <button type="button" className="button" onClick={() => saved.update()}>
            Reload
          </button>
        </span>
      )}
    </div>
  );
}
