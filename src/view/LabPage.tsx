/** The whole page. */
import { ClipPanel } from "./clips/ClipPanel.tsx";
import { DropTarget } from "./clips/DropTarget.tsx";
import { Header } from "./Header.tsx";
import { Stage } from "./player/Stage.tsx";
import { useShortcuts } from "./player/use-shortcuts.ts";
import { Problems } from "./Problems.tsx";
import { ScorePanel } from "./scores/ScorePanel.tsx";
import { SetupPanel } from "./setup/SetupPanel.tsx";
import "./styles/all.css";

/** Needs `LabStoreContext` around it. */
export function LabPage() {
  useShortcuts();
  return (
    <>
      <Header />
      <Problems />
      <main className="lab">
        <ClipPanel />
        <Stage />
        <SetupPanel />
        <ScorePanel />
      </main>
      <DropTarget />
    </>
  );
}
