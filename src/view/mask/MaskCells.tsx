/** One mask: a toggle per frame, filled as high as its value and hatched when perturbed. */
import { useId, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent } from "react";
import { frameValues } from "../../math/mask.ts";
import { isOn, shownMask } from "../../state/derived.ts";
import { useActions, useLab, useLane, useLaneId } from "../../state/use-lab.ts";
import { useLaneLabel } from "../lanes/lane-label.ts";
import { maskText } from "./mask-text.ts";
import { usePainting } from "./use-painting.ts";

interface MaskCellsProps {
  readonly T: number;
  readonly columns: number;
  /** True while the mask cannot be edited. */
  readonly locked: boolean;
}

export function MaskCells({ T, columns, locked }: MaskCellsProps) {
  const mask = useLane(shownMask);
  const values = mask === null ? null : frameValues(mask);
  const current = useLab(({ player }) => player.frame);
  const lane = useLaneId();
  const { beginStroke, paintFrame, stepFrames } = useActions();
  const painting = usePainting(locked);
  const label = useLaneLabel();
  const textId = useId();
  // Only one cell is in the tab order; the arrow keys reach the others and move the clock along.
  const [focused, setFocused] = useState(0);
  /** True while Shift is held: all that is painted until its release is one stroke. */
  const extending = useRef(false);
  const frames = useMemo(() => Array.from({ length: T }, (_, t) => t), [T]);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const next = {
      ArrowLeft: (focused - 1 + T) % T,
      ArrowRight: (focused + 1) % T,
      Home: 0,
      End: T - 1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    // With Shift, paint this cell's state onto the cells passed, as a drag does.
    if (event.shiftKey && !locked) {
      if (!extending.current) beginStroke();
      extending.current = true;
      const on = isOn(mask, focused);
      const way = Math.sign(next - focused);
      for (let t = focused; t !== next;) paintFrame((t += way), on, lane);
    }
    stepFrames(next - current);
    event.currentTarget.querySelectorAll("button")[next]?.focus();
  };
  const onKeyUp = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === "Shift") extending.current = false;
  };
  return (
    <div
      className={locked ? "cells cells-locked" : "cells"}
      role="group"
      aria-label={label("Temporal mask")}
      aria-describedby={textId}
      style={{ "--columns": columns }}
      onKeyDown={onKeyDown}
      onKeyUp={onKeyUp}
      {...painting}
    >
      <p className="visually-hidden" id={textId}>
        {maskText(mask)}
      </p>
      {frames.map((t) => (
        <button
          key={t}
          type="button"
          className={t === current ? "cell cell-current" : "cell"}
          style={{ "--m": values?.[t] ?? 0 } satisfies CSSProperties}
          data-frame={t}
          aria-label={`Frame ${t + 1}`}
          aria-pressed={isOn(mask, t)}
          aria-disabled={locked}
          title={values === null ? undefined : `m = ${values[t]?.toFixed(2) ?? "0.00"}`}
          tabIndex={t === Math.min(focused, T - 1) ? 0 : -1}
          onFocus={() => setFocused(t)}
        >
          <span className="cell-fill" />
          <span className="cell-number">{t + 1}</span>
        </button>
      ))}
    </div>
  );
}
