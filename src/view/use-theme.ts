/** Light or dark: what the system says, unless the user has said otherwise here. The document itself holds the choice. */
import { useSyncExternalStore } from "react";
import { keep, kept } from "./kept.ts";

/** The two looks of `styles/tokens.css`. */
export type Theme = "light" | "dark";

const DARK = "(prefers-color-scheme: dark)";

function themeOf(value: string | null | undefined): Theme | null {
  return value === "light" || value === "dark" ? value : null;
}

function themeNow(): Theme {
  return themeOf(document.documentElement.dataset["theme"]) ?? (matchMedia(DARK).matches ? "dark" : "light");
}

function subscribe(changed: () => void): () => void {
  const chosen = themeOf(kept("freezeframe-theme"));
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

/** The theme in force. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, themeNow);
}

/** The other theme, from now on. */
export function toggleTheme(): void {
  const other = themeNow() === "dark" ? "light" : "dark";
  document.documentElement.dataset["theme"] = other;
  keep("freezeframe-theme", other);
}
