/** Small choices that stay on this machine. Storage can be closed altogether; a choice then lasts as long as the page. */

/** All names that are used, so that two cannot clash. */
export type KeptName =
  "freezeframe-theme" | "freezeframe-welcomed" | "freezeframe-tour-step" | "freezeframe-letter-keys";

/** What was kept under a name; null where nothing was, or where storage is closed. */
export function kept(name: KeptName): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Keeps a value from now on, as far as storage lets us; null forgets it. */
export function keep(name: KeptName, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // As the header says.
  }
}
