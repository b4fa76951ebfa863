/** The lab: choose a clip, find its mask, watch it, read the scores. */
import { ClipPanel } from "../clips/ClipPanel.tsx";
import { DropTarget } from "../clips/DropTarget.tsx";
import { PasteTarget } from "../clips/PasteTarget.tsx";
import { Greeting } from "../help/Greeting.tsx";
import { ImportDialogs } from "../import/ImportDialogs.tsx";
import { Stage } from "../player/Stage.tsx";
import { Answers } from "../scores/Answers.tsx";
import { SetupPanel } from "../setup/SetupPanel.tsx";

export function LabPage() {
  return (
    <>
      <Greeting />
      <main className="lab">
        <ClipPanel />
        <Stage />
        <SetupPanel />
        <Answers />
      </main>
      <ImportDialogs />
      <DropTarget />
      <PasteTarget />
    </>
  );
}
