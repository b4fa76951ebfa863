/** The part between the handles, draggable as a whole. For pointers only; by keyboard the handles do it. */
import { useRef, type PointerEvent } from "react";
import type { TimeRange } from "../../../state/lab-state.ts";
import { movePart } from "./trim-maths.ts";

interface TrimWindowProps {
  readonly part: TimeRange;
  readonly wholeS: number;
  readonly onMove: (part: TimeRange) => void;
  readonly onMoved: (part: TimeRange) => void;
}

export function TrimWindow({ part, wholeS, onMove, onMoved }: TrimWindowProps) {
  const held = useRef<{ readonly x: number; readonly part: TimeRange } | null>(null);
  const moved = (event: PointerEvent<HTMLElement>): TimeRange | null => {
    const width = event.currentTarget.parentElement?.clientWidth ?? 0;
    if (held.current === null || width === 0) return null;
    const { x, part: from } = held.current;
    return movePart(from, ((event.clientX - x) / width) * wholeS, wholeS);
  };
  const isWhole = part[0] <= 0 && part[1] >= wholeS;
  return (
    <span
      className={isWhole ? "trim-window" : "trim-window trim-window-movable"}
      onPointerDown={(event) => {
        if (isWhole) return;
        // Otherwise the track would move its nearest handle here.
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = { x: event.clientX, part };
      }}
      onMouseDown={(event) => !isWhole && event.stopPropagation()}
      onTouchStart={(event) => !isWhole && event.stopPropagation()}
      onPointerMove={(event) => {
        const to = moved(event);
        if (to !== null) onMove(to);
      }}
      onPointerUp={(event) => {
        const to = moved(event);
        held.current = null;
        if (to !== null) onMoved(to);
      }}
      onPointerCancel={() => {
        if (held.current !== null) onMove(held.current.part);
        held.current = null;
      }}
    />
  );
}
