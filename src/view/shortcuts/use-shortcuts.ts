/** Handles the page's keyboard shortcuts, unless the focused control uses the key itself. */
import { useEffect } from "react";
import { useLabStore } from "../../state/use-lab.ts";
import { useHelp } from "../help/help-context.ts";
import { pressControl } from "./press-control.ts";
import { isSingleCharacter, shortcutFor, type Chord } from "./shortcuts.ts";
import { toggleTheme } from "../hooks/use-theme.ts";

const TYPING =
  'input:not([type="range"], [type="radio"], [type="checkbox"], [type="file"]), textarea, select, [contenteditable], [role="listbox"], [role="menu"], [role="dialog"]:not(.tour)';
const PRESSED_BY_SPACE =
  'button, a, summary, [role="button"], input[type="radio"], input[type="checkbox"], input[type="file"]';
/** Controls that use the arrow keys, Home and End themselves. */
const MOVED_BY_ARROWS = 'input, [role="radiogroup"], [role="slider"], [role="grid"]';

/** Listens for shortcuts while the component is mounted. */
export function useShortcuts(): void {
  const store = useLabStore();
  const { shown, show, letterKeys } = useHelp();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const found = event.defaultPrevented ? null : shortcutFor(event);
      if (found === null) return;
      const { shortcut, chord, nth } = found;
      const lab = store.getState();
      const at = event.target instanceof Element ? event.target : document.body;
      if (lab.page !== "lab" && shortcut.everywhere !== true) return;
      if (isSingleCharacter(chord) && !letterKeys) return;
      // During the tour Escape closes the tour, so it must not also cancel a search.
      if (chord.key === "Escape" && shown === "tour") return;
      if (at.closest(TYPING) !== null || hasOwnUse(at, chord)) return;
      event.preventDefault();
      shortcut.run({ lab, press: pressControl, toggleTheme, showSheet: () => show("shortcuts") }, nth);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [store, shown, show, letterKeys]);
}

function hasOwnUse(at: Element, { key }: Chord): boolean {
  if (key === " ") return at.closest(PRESSED_BY_SPACE) !== null;
  return /^(Arrow|Home|End)/.test(key) && at.closest(MOVED_BY_ARROWS) !== null;
}
