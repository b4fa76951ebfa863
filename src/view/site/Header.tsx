/** Header of the site: its name, the page links, and the buttons that concern the whole page. */
import { ExportMenu } from "../export/ExportMenu.tsx";
import { HelpMenu } from "../help/HelpMenu.tsx";
import { HistoryButton } from "../history/HistoryButton.tsx";
import { Mark } from "../parts/icons.tsx";
import { CopyLink } from "../link/CopyLink.tsx";
import { PageLinks } from "./PageLinks.tsx";

export function Header() {
  return (
    <header className="header">
      <div className="brand">
        <Mark />
        <h1>Freezeframe</h1>
        <p>Which frames does a video classifier rely on?</p>
      </div>
      <PageLinks />
      <HistoryButton />
      <CopyLink />
      <ExportMenu />
      <HelpMenu />
    </header>
  );
}
