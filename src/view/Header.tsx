/** The name of the page, and what concerns all of it. */
import { ExportMenu } from "./export/ExportMenu.tsx";
import { HelpMenu } from "./help/HelpMenu.tsx";
import { HistoryButton } from "./history/HistoryButton.tsx";
import { Mark } from "./icons.tsx";
import { CopyLink } from "./link/CopyLink.tsx";
import { PageLinks } from "./PageLinks.tsx";

export function Header() {
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
      <ExportMenu />
      <HelpMenu />
    </header>
  );
}
