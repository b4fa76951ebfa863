/** The name of the page, and what concerns all of it. */
import { HistoryButton } from "./history/HistoryButton.tsx";
import { Icon, Mark } from "./icons.tsx";
import { CopyLink } from "./link/CopyLink.tsx";
import { PageLinks } from "./PageLinks.tsx";
import { useTheme } from "./use-theme.ts";

export function Header() {
  const [theme, toggleTheme] = useTheme();
  return (
    <header className="header">
      <div className="brand">
        <Mark />
        <h1>Freezeframe</h1>
        <p>Which frames does a video classifier need?</p>
      </div>
      <PageLinks />
      <HistoryButton />
      <CopyLink />
      <button
        type="button"
        className="round"
        aria-label="Dark theme"
        aria-pressed={theme === "dark"}
        onClick={toggleTheme}
      >
        {theme === "dark" ? <Icon name="sun" /> : <Icon name="moon" />}
      </button>
    </header>
  );
}
