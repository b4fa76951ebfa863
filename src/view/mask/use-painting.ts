/** Edits a mask by pointer: a press toggles a cell, and dragging on paints the cells it crosses the same way. */
import { useEffect, useRef, type MouseEvent, type PointerEvent } from "react";
import { isOn } from "../../state/derived.ts";
import { laneOf } from "../../state/lanes.ts";
import { useActions, useLabStore, useLaneId } from "../../state/use-lab.ts";

/** Handlers for the group of cells; each cell is a button with its frame in `data-frame`. */
export interface PaintingHandlers {
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onClick: (event: MouseEvent) => void;
}

/** A press, and the drag that follows until the release. */
interface Stroke {
  /** True if it paints cells on, false if off. */
  readonly on: boolean;
  /** Last frame it reached. */
  readonly last: number;
  /** True once it paints. A finger may be about to scroll or tap, so it paints only after reaching another cell. */
  readonly begun: boolean;
}

/** @param locked  true while the mask cannot be edited. */
export function usePainting(locked: boolean): PaintingHandlers {
  const store = useLabStore();
  const lane = useLaneId();
  const { beginStroke, paintFrame, toggleFrame } = useActions();
  const stroke = useRef<Stroke | null>(null);
  /** True if the last release ended a drag: the click that follows belongs to the drag. */
  const dragged = useRef(false);
  useEffect(() => {
    const end = () => {
      dragged.current = stroke.current?.begun ?? false;
      stroke.current = null;
    };
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
    return () => {
      window.removeEventListener("pointerup", end);
      window.removeEventListener("pointercancel", end);
    };
  }, []);
  const begin = (t: number, on: boolean) => {
    beginStroke();
    paintFrame(t, on, lane);
  };
  return {
    onPointerDown(event) {
      const t = frameOf(event.target);
      dragged.current = false;
      if (locked || t === null || event.button !== 0) return;
      const on = !isOn(laneOf(store.getState(), lane)?.mask ?? null, t);
      const begun = event.pointerType !== "touch";
      stroke.current = { on, last: t, begun };
      if (begun) begin(t, on);
    },
    onPointerMove(event) {
      if (locked || stroke.current === null) return;
      // A touch keeps the cell where it began as its target, so look up the cell under the finger.
      const t = frameOf(document.elementFromPoint(event.clientX, event.clientY), event.currentTarget);
      const { on, last, begun } = stroke.current;
      if (t === null || t === last) return;
      if (!begun) begin(last, on);
      // A fast pointer skips cells; paint every cell in between.
      const way = Math.sign(t - last);
      for (let crossed = last; crossed !== t;) paintFrame((crossed += way), on, lane);
      stroke.current = { on, last: t, begun: true };
    },
    onClick(event) {
      const t = frameOf(event.target);
      if (locked || t === null) return;
      // A drag has already painted its cells; a click with detail 0 comes from the keyboard.
      if (event.detail > 0 && dragged.current) return;
      toggleFrame(t, lane);
    },
  };
}

/** Returns the frame of the cell that contains an element; null outside cells, or outside `within`. */
function frameOf(target: EventTarget | null, within?: Element): number | null {
  if (!(target instanceof Element) || (within !== undefined && !within.contains(target))) return null;
  const frame = target.closest<HTMLElement>("[data-frame]")?.dataset["frame"];
  return frame === undefined ? null : Number(frame);
}
