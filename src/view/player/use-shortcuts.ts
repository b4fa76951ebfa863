/** Keys that work anywhere on the page, unless the focused control has its own use for them. */
import { useEffect } from "react";
import { useActions } from "../../state/use-lab.ts";

const TYPING =
  'input:not([type="range"]), textarea, select, [contenteditable], [role="listbox"], [role="radiogroup"]';
const PRESSED_BY_SPACE = 'button, a, summary, [role="button"], [role="radio"]';

/** Space plays and pauses; left and right step by one frame. */
export function useShortcuts(): void {
  const { togglePlaying, stepFrames } = useActions();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const at = event.target instanceof Element ? event.target : document.body;
      if (at.closest(TYPING) !== null) return;
      if (event.key === " " && at.closest(PRESSED_BY_SPACE) === null) togglePlaying();
      else if (event.key === "ArrowLeft" && !at.matches("input")) stepFrames(-1);
      else if (event.key === "ArrowRight" && !at.matches("input")) stepFrames(1);
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [togglePlaying, stepFrames]);
}
