/** Light or dark theme: the system's, unless the user has chosen one here. An attribute of the document holds the choice. */
import { useSyncExternalStore } from "react";
import { saveChoice, savedChoice } from "./saved-choices.ts";

/** The two themes of `styles/tokens.css`. */
export type Theme = "light" | "dark";

const DARK = "(prefers-color-scheme: dark)";

function themeOf(value: string | null | undefined): Theme | null {
  return value === "light" || value === "dark" ? value : null;
}

function themeNow(): Theme {
  return themeOf(document.documentElement.dataset["theme"]) ?? (matchMedia(DARK).matches ? "dark" : "light");
}

function subscribe(changed: () => void): () => void {
  const chosen = themeOf(savedChoice("freezeframe-theme"));
  if (chosen !== null) document.documentElement.dataset["theme"] ??= chosen;
  const system = matchMedia(DARK);
  const own = new MutationObserver(changed);
  system.addEventListener("change", changed);
  own.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    system.removeEventListener("change", changed);
    own.disconnect();
  };
}

/** Returns the current theme. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, themeNow);
}

/** Switches to the other theme and saves the choice. */
export function toggleTheme(): void {
  const other = themeNow() === "dark" ? "light" : "dark";
  document.documentElement.dataset["theme"] = other;
  saveChoice("freezeframe-theme", other);
}
