/** Presses a control of the page from elsewhere, so that its action is written only once. */
import type { ControlName } from "./shortcuts.ts";

/** Clicks the control marked with this name; does nothing if it is absent or disabled. */
export function pressControl(name: ControlName): void {
  document.querySelector<HTMLElement>(`[data-control="${name}"]`)?.click();
}
