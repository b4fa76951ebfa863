/** Pressing a control of the page from elsewhere: what it does then stays in one place. */
import type { ControlName } from "./shortcuts.ts";

/** Presses the control that is marked with the name; does nothing where it is absent or disabled. */
export function pressControl(name: ControlName): void {
  document.querySelector<HTMLElement>(`[data-control="${name}"]`)?.click();
}
