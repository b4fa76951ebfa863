/** Editing the mask by pointer and keyboard: a press toggles a cell, dragging on paints the cells it crosses alike. */
import { useEffect, useRef, type MouseEvent, type PointerEvent } from "react";
import { isOn } from "../../state/derived.ts";
import { laneOf } from "../../state/lanes.ts";
import { useActions, useLabStore, useLaneName } from "../../state/use-lab.ts";

/** Handlers of one cell. */
export interface CellHandlers {
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerEnter: () => void;
  readonly onClick: (event: MouseEvent) => void;
}

/** A press and what follows until the release. */
interface Stroke {
  /** What it paints. */
  readonly on: boolean;
  /** The frame it has come to. */
  readonly last: number;
}

/**
 * Handlers for frame t's cell.
 *
 * @param locked  edits are off.
 */
export function usePainting(locked: boolean): (t: number) => CellHandlers {
  const store = useLabStore();
  const lane = useLaneName();
  const { beginStroke, paintFrame, toggleFrame } = useActions();
  const stroke = useRef<Stroke | null>(null);
  useEffect(() => {
    const end = () => {
      stroke.current = null;
    };
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
    return () => {
      window.removeEventListener("pointerup", end);
      window.removeEventListener("pointercancel", end);
    };
  }, []);
  return (t) => ({
    onPointerDown(event) {
      // A finger may be about to scroll; it toggles by the click that follows a tap.
      if (locked || event.pointerType === "touch" || event.button !== 0) return;
      stroke.current = { on: !isOn(laneOf(store.getState(), lane)?.mask ?? null, t), last: t };
      beginStroke();
      paintFrame(t, stroke.current.on, lane);
    },
    onPointerEnter() {
      if (locked || stroke.current === null) return;
      const { on, last } = stroke.current;
      // A quick pointer skips cells; all on its way are painted.
      const way = Math.sign(t - last);
      for (let crossed = last; crossed !== t;) paintFrame((crossed += way), on, lane);
      stroke.current = { on, last: t };
    },
    onClick(event) {
      // Clicks of a mouse have been dealt with on the way down. Keyboards and screen readers send none such.
      const { pointerType } = event.nativeEvent as globalThis.PointerEvent;
      if (!locked && pointerType !== "mouse" && pointerType !== "pen") toggleFrame(t, lane);
    },
  });
}
