/** Accepts drops anywhere on the page, and says so while files are held over it. */
import { useEffect, useState } from "react";
import { useActions } from "../../state/use-lab.ts";
import { droppedFiles } from "./dropped-files.ts";

export function DropTarget() {
  const [held, setHeld] = useState(false);
  const actions = useActions();
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const listen = (
      type: "dragenter" | "dragover" | "dragleave" | "drop",
      listener: (event: DragEvent) => void,
    ) => window.addEventListener(type, listener, { signal });
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const onHeld = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setHeld(true);
    };
    listen("dragenter", onHeld);
    listen("dragover", onHeld);
    listen("dragleave", (event) => {
      // `relatedTarget` is null only when the pointer leaves the window.
      if (event.relatedTarget === null) setHeld(false);
    });
    listen("drop", (event) => {
      if (!holdsFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      setHeld(false);
      droppedFiles(event.dataTransfer)
        .then((files) => actions.openFiles(files))
        .catch(actions.report);
    });
    return () => controller.abort();
  }, [actions]);
  if (!held) return null;
  return (
    <div className="drop" aria-hidden="true">
      <p>
        <b>Drop to open</b>a clip, a folder of frames, a saved result, or a model’s files
      </p>
    </div>
  );
}
