/** The toy mask: one toggle per frame, painted by click, drag, or arrow keys and space. A single tab stop. */
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { TOY_FRAMES } from "./freeze-figure-data.ts";

interface PaintRowProps {
  readonly on: readonly boolean[];
  /** Mask value of the frames that are on. */
  readonly value: number;
  readonly onPaint: (on: readonly boolean[]) => void;
  /** Called with the frame under the pointer or focus, 0-based; null once it has left. */
  readonly onPoint: (t: number | null) => void;
}

export function PaintRow({ on, value, onPaint, onPoint }: PaintRowProps) {
  const [focused, setFocused] = useState(0);
  /** Value that the current stroke paints; null between strokes. */
  const stroke = useRef<boolean | null>(null);
  useEffect(() => {
    const end = () => (stroke.current = null);
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
    return () => {
      window.removeEventListener("pointerup", end);
      window.removeEventListener("pointercancel", end);
    };
  }, []);
  const paint = (t: number, is: boolean) => onPaint(on.with(t, is));
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const last = TOY_FRAMES.length - 1;
    const to = { ArrowLeft: focused - 1, ArrowRight: focused + 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.currentTarget.querySelectorAll("button")[Math.max(0, Math.min(to, last))]?.focus();
  };
  return (
    <div className="toy-row">
      <span className="toy-title" aria-hidden="true">
        Mask
      </span>
      <div
        className="toy-cells toy-mask"
        role="group"
        aria-label="Toy mask"
        onKeyDown={onKeyDown}
        onPointerLeave={() => onPoint(null)}
      >
        {TOY_FRAMES.map((t) => (
          <button
            key={t}
            type="button"
            className="toy-toggle"
            aria-label={`Frame ${t + 1}`}
            aria-pressed={on[t]}
            tabIndex={t === focused ? 0 : -1}
            style={{ "--m": on[t] ? value : 0 }}
            onFocus={() => {
              setFocused(t);
              onPoint(t);
            }}
            onBlur={() => onPoint(null)}
            onPointerDown={(event) => {
              // A touch may be the start of a scroll; a tap ends in a click, handled below.
              if (event.pointerType === "touch" || event.button !== 0) return;
              stroke.current = !on[t];
              paint(t, !on[t]);
            }}
            onPointerEnter={() => {
              onPoint(t);
              if (stroke.current !== null) paint(t, stroke.current);
            }}
            onClick={({ nativeEvent }) => {
              // Mouse and pen were handled on pointerdown.
              const { pointerType } = nativeEvent as PointerEvent;
              if (pointerType !== "mouse" && pointerType !== "pen") paint(t, !on[t]);
            }}
          />
        ))}
      </div>
    </div>
  );
}
