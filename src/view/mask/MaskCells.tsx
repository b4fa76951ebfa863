/** One mask: a toggle a frame, filled as high as its value, hatched when perturbed. */
import { useId, useMemo, useState, type CSSProperties, type KeyboardEvent } from "react";
import { isOn, shownMask } from "../../state/derived.ts";
import { useActions, useLab, useLane } from "../../state/use-lab.ts";
import { useLaneLabel } from "../lane-label.ts";
import { maskText } from "./mask-text.ts";
import { usePainting } from "./use-painting.ts";

interface MaskCellsProps {
  readonly T: number;
  readonly columns: number;
  /** Whether edits are off for now. */
  readonly locked: boolean;
}

export function MaskCells({ T, columns, locked }: MaskCellsProps) {
  const mask = useLane(shownMask);
  const current = useLab(({ player }) => player.frame);
  const { stepFrames } = useActions();
  const painting = usePainting(locked);
  const label = useLaneLabel();
  const textId = useId();
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
      aria-label={label("Temporal mask")}
      aria-describedby={textId}
      style={{ "--columns": columns }}
      onKeyDown={onKeyDown}
    >
      <p className="visually-hidden" id={textId}>
        {maskText(mask)}
      </p>
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
