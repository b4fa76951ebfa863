/** Light or dark: what the system says, unless the user has said otherwise here. */
import { useEffect, useState } from "react";

/** The two looks of `styles/tokens.css`. */
export type Theme = "light" | "dark";

/** Where the user's choice is kept, on this machine only. */
const KEY = "freezeframe-theme";

function stored(): Theme | null {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : null;
  } catch {
    // Storage can be closed altogether; the choice then lasts as long as the page.
    return null;
  }
}

function store(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // As above.
  }
}

/** The theme in force, and the way to the other one. */
export function useTheme(): readonly [theme: Theme, toggle: () => void] {
  const [chosen, setChosen] = useState(stored);
  const [system, setSystem] = useState<Theme>("light");
  useEffect(() => {
    const query = matchMedia("(prefers-color-scheme: dark)");
    const update = () => setSystem(query.matches ? "dark" : "light");
    update();
    query.addEventListener("change", update);
    return () => query.removeEventListener("change", update);
  }, []);
  useEffect(() => {
    if (chosen !== null) document.documentElement.dataset["theme"] = chosen;
  }, [chosen]);
  const theme = chosen ?? system;
  const toggle = () => {
    const other = theme === "dark" ? "light" : "dark";
    store(other);
    setChosen(other);
  };
  return [theme, toggle];
}
