/** Editing a mask by pointer: a press toggles a cell, dragging on paints the cells it crosses alike. */
import { useEffect, useRef, type MouseEvent, type PointerEvent } from "react";
import { isOn } from "../../state/derived.ts";
import { laneOf } from "../../state/lanes.ts";
import { useActions, useLabStore, useLaneName } from "../../state/use-lab.ts";

/** Handlers of the group of cells; each cell is a button with its frame in `data-frame`. */
export interface PaintingHandlers {
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onClick: (event: MouseEvent) => void;
}

/** A press and what follows until the release. */
interface Stroke {
  /** What it paints. */
  readonly on: boolean;
  /** The frame it has come to. */
  readonly last: number;
  /** A finger may be about to scroll, or tap: it paints only once it has moved on to another cell. */
  readonly begun: boolean;
}

/** @param locked  edits are off. */
export function usePainting(locked: boolean): PaintingHandlers {
  const store = useLabStore();
  const lane = useLaneName();
  const { beginStroke, paintFrame, toggleFrame } = useActions();
  const stroke = useRef<Stroke | null>(null);
  /** Set when the release ends a drag: the click that follows it belongs to the drag. */
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
      // A finger keeps the cell it came down on as its target, wherever it is.
      const t = frameOf(document.elementFromPoint(event.clientX, event.clientY), event.currentTarget);
      const { on, last, begun } = stroke.current;
      if (t === null || t === last) return;
      if (!begun) begin(last, on);
      // A quick pointer skips cells; all on its way are painted.
      const way = Math.sign(t - last);
      for (let crossed = last; crossed !== t;) paintFrame((crossed += way), on, lane);
      stroke.current = { on, last: t, begun: true };
    },
    onClick(event) {
      const t = frameOf(event.target);
      if (locked || t === null) return;
      // A pointer's press was dealt with on its way; a click without one (detail 0) comes from the keyboard.
      if (event.detail > 0 && dragged.current) return;
      toggleFrame(t, lane);
    },
  };
}

/** The frame of the cell that an element is or lies in; null outside of cells, or of those of `within`. */
function frameOf(target: EventTarget | null, within?: Element): number | null {
  if (!(target instanceof Element) || (within !== undefined && !within.contains(target))) return null;
  const frame = target.closest<HTMLElement>("[data-frame]")?.dataset["frame"];
  return frame === undefined ? null : Number(frame);
}
