/** The mask under the scrubber: one toggle a frame, filled as high as its value, hatched when perturbed. */
import { useMemo, useState, type CSSProperties, type KeyboardEvent } from "react";
import { isEdited, isOn, shownMask } from "../../state/derived.ts";
import { DEFAULT_FRAMES } from "../../state/lab-state.ts";
import { undoable } from "../../state/undo-steps.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { Icon } from "../icons.tsx";
import { EventMark } from "./EventMark.tsx";
import { columnsFor } from "./columns-for.ts";
import { usePainting } from "./use-painting.ts";

interface MaskStripProps {
  /** CSS pixels. */
  readonly width: number;
}

export function MaskStrip({ width }: MaskStripProps) {
  const T = useLab(({ onPage, mask }) => onPage?.clip.frames.T ?? mask?.length ?? DEFAULT_FRAMES);
  const searching = useLab(({ search }) => search.kind === "searching");
  const empty = useLab(({ onPage }) => onPage === null);
  const columns = columnsFor(T, width);
  return (
    <div className="mask">
      <Cells T={T} locked={searching || empty} columns={columns} />
      {columns === T && <EventMark T={T} />}
      <div className="mask-legend">
        <p className="mask-hint">
          <span className="swatch swatch-on" aria-hidden="true" /> perturbed
          <span className="swatch" aria-hidden="true" /> as filmed
          {!empty && (
            <span className="mask-help">
              {searching ? "Learning the mask" : "Click or drag across frames to try your own mask"}
            </span>
          )}
        </p>
        <EditButtons />
      </div>
    </div>
  );
}

interface CellsProps {
  readonly T: number;
  /** Whether edits are off for now. */
  readonly locked: boolean;
  readonly columns: number;
}

function Cells({ T, locked, columns }: CellsProps) {
  const mask = useLab(shownMask);
  const current = useLab(({ player }) => player.frame);
  const { stepFrames } = useActions();
  const painting = usePainting(locked);
  // One cell is in the tab order; the arrow keys reach the others and take the clock along.
  const [focused, setFocused] = useState(0);
  const frames = useMemo(() => Array.from({ length: T }, (_, t) => t), [T]);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = (focused + by + T) % T;
    stepFrames(next - current);
    event.currentTarget.querySelectorAll("button")[next]?.focus();
  };
  return (
    <div
      className={locked ? "cells cells-locked" : "cells"}
      role="group"
      aria-label="Temporal mask"
      style={{ "--columns": columns }}
      onKeyDown={onKeyDown}
    >
      {frames.map((t) => (
        <button
          key={t}
          type="button"
          className={t === current ? "cell cell-current" : "cell"}
          style={{ "--m": mask?.[t] ?? 0 } satisfies CSSProperties}
          aria-label={`Frame ${t + 1}`}
          aria-pressed={isOn(mask, t)}
          aria-disabled={locked}
          title={mask === null ? undefined : `m = ${mask[t]?.toFixed(2) ?? "0.00"}`}
          tabIndex={t === Math.min(focused, T - 1) ? 0 : -1}
          onFocus={() => setFocused(t)}
          {...painting(t)}
        >
          <span className="cell-fill" />
          <span className="cell-number">{t + 1}</span>
        </button>
      ))}
    </div>
  );
}

function EditButtons() {
  const canUndo = useLab((lab) => undoable(lab).undo !== null);
  const canRedo = useLab((lab) => undoable(lab).redo !== null);
  const canReset = useLab((lab) => isEdited(lab) && lab.search.kind === "idle");
  const { undo, redo, resetMask } = useActions();
  return (
    <div className="mask-edits">
      <button type="button" className="button-quiet" disabled={!canUndo} onClick={undo}>
        <Icon name="undo" /> Undo
      </button>
      <button type="button" className="button-quiet" disabled={!canRedo} onClick={redo}>
        <Icon name="redo" /> Redo
      </button>
      <button type="button" className="button-quiet" disabled={!canReset} onClick={() => resetMask()}>
        Reset to learnt
      </button>
    </div>
  );
}
