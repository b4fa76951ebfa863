/** The masks below the scrubber, one per lane, with their legend and edit buttons. */
import { frameValues } from "../../math/mask.ts";
import { isEdited, isOverSpace, isSearching } from "../../state/derived.ts";
import { DEFAULT_FRAMES, type LabState } from "../../state/lab-state.ts";
import { undoable } from "../../state/undo-steps.ts";
import { useActions, useLab, useLane, useLaneId } from "../../state/use-lab.ts";
import { Icon } from "../parts/icons.tsx";
import { EachLane, useComparing } from "../lanes/EachLane.tsx";
import { useLaneTitle } from "../lanes/lane-label.ts";
import { columnsFor } from "./columns-for.ts";
import { EventMark } from "./EventMark.tsx";
import { MaskCells } from "./MaskCells.tsx";
import { Slices } from "./Slices.tsx";
import { Term } from "../terms/Term.tsx";

interface MaskStripsProps {
  /** Width of the timeline, CSS pixels. */
  readonly width: number;
}

export function MaskStrips({ width }: MaskStripsProps) {
  const T = useLab(framesShown);
  const columns = columnsFor(T, width);
  return (
    <div className="mask">
      <EachLane>
        <Strip T={T} columns={columns} />
      </EachLane>
      {columns === T && <EventMark T={T} />}
      <Legend />
    </div>
  );
}

/** Returns the number of frames of the clip or, before it has arrived, of the mask. */
function framesShown({ onPage, lanes: [{ mask }] }: LabState): number {
  return onPage?.clip.frames.T ?? (mask === null ? DEFAULT_FRAMES : frameValues(mask).length);
}

function Strip({ T, columns }: { readonly T: number; readonly columns: number }) {
  const title = useLaneTitle();
  const searching = useLane(({ search }) => search.kind === "searching");
  const unknown = useLane(({ modelId, target }) => modelId !== null && target === null);
  const empty = useLab(({ onPage }) => onPage === null);
  const placed = useLab(isOverSpace);
  return (
    <>
      {title !== null && (
        <div className="strip-head">
          <b>{title}</b>
          {unknown && <span>does not have this class</span>}
          <ResetButton />
        </div>
      )}
      <MaskCells T={T} columns={columns} locked={searching || empty || unknown || placed} />
      <Slices T={T} />
    </>
  );
}

function Legend() {
  const compared = useComparing();
  const searching = useLab(isSearching);
  const empty = useLab(({ onPage }) => onPage === null);
  const placed = useLab(isOverSpace);
  if (placed) {
    return (
      <div className="mask-legend">
        <p className="mask-hint">
          <span className="swatch swatch-part" aria-hidden="true" /> share of the frame that is perturbed
        </p>
        <div className="mask-edits">
          <UndoButtons />
        </div>
      </div>
    );
  }
  return (
    <div className="mask-legend">
      <p className="mask-hint">
        <span className="swatch swatch-on" aria-hidden="true" />
        <Term name="perturbed">perturbed</Term>
        <span className="swatch" aria-hidden="true" /> as filmed
        {!empty && (
          <span className="mask-help">
            {searching ? "Finding the " : "Click or drag across frames to try your own "}
            <Term name="mask">mask</Term>
          </span>
        )}
      </p>
      <div className="mask-edits">
        <UndoButtons />
        {!compared && <ResetButton />}
      </div>
    </div>
  );
}

function UndoButtons() {
  const undoes = useLab((lab) => undoable(lab).undo);
  const redoes = useLab((lab) => undoable(lab).redo);
  const { undo, redo } = useActions();
  return (
    <>
      <button
        type="button"
        className="button-quiet"
        disabled={undoes === null}
        title={undoes === null ? undefined : `Undo: ${undoes}`}
        onClick={undo}
      >
        <Icon name="undo" /> Undo
      </button>
      <button
        type="button"
        className="button-quiet"
        disabled={redoes === null}
        title={redoes === null ? undefined : `Redo: ${redoes}`}
        onClick={redo}
      >
        <Icon name="redo" /> Redo
      </button>
    </>
  );
}

function ResetButton() {
  const lane = useLaneId();
  const title = useLaneTitle();
  const canReset = useLane((state) => isEdited(state) && state.search.kind === "idle");
  const { resetMask } = useActions();
  return (
    <button
      type="button"
      className="button-quiet"
      disabled={!canReset}
      aria-label={title === null ? undefined : `Reset to learnt, ${title}`}
      onClick={() => resetMask(lane)}
    >
      Reset to learnt
    </button>
  );
}
