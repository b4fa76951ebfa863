/** Small choices saved in this browser. Where storage is blocked, a choice lasts as long as the page. */

/** All names in use, listed here so that no two clash. */
export type ChoiceName =
  "freezeframe-theme" | "freezeframe-welcomed" | "freezeframe-tour-step" | "freezeframe-letter-keys";

/** Returns the value saved under a name; null if there is none, or if storage is blocked. */
export function savedChoice(name: ChoiceName): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Saves a value, or removes it if null. Does nothing where storage is blocked. */
export function saveChoice(name: ChoiceName, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // Storage is blocked: see the file's header.
  }
}
