/** Makes a list of buttons one tab stop, with arrow keys, Home and End moving within it. */
import { useState, type KeyboardEvent } from "react";

/** Handlers and tab indices for the list and its items. */
export interface RovingFocus {
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly tabIndexOf: (i: number) => 0 | -1;
  /** Records the focused item; items call it when they get the focus. */
  readonly setCurrent: (i: number) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/**
 * Returns what a list and its items need.
 *
 * @param count  items in the list, each with one button.
 * @param start  item that the tab key reaches first; the first one if -1.
 */
export function useRovingFocus(count: number, start: number): RovingFocus {
  const [current, setCurrent] = useState<number | null>(null);
  const at = Math.min(Math.max(current ?? start, 0), Math.max(0, count - 1));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const step = STEPS[event.key];
    const to =
      event.key === "Home"
        ? 0
        : event.key === "End"
          ? count - 1
          : step === undefined
            ? null
            : Math.min(count - 1, Math.max(0, at + step));
    if (to === null) return;
    event.preventDefault();
    event.currentTarget.querySelectorAll("button")[to]?.focus();
  };
  return { onKeyDown, tabIndexOf: (i) => (i === at ? 0 : -1), setCurrent };
}
