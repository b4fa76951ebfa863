/** Accepts pasted files and text anywhere on the page, except in a text field or while a dialog is open. */
import { useEffect } from "react";
import { LabError } from "../../base/errors.ts";
import { useActions } from "../../state/use-lab.ts";
import { takeText } from "./take-in.ts";

const TYPING =
  'textarea, [contenteditable], input:not([type="range"], [type="file"], [type="checkbox"], [type="radio"])';

export function PasteTarget() {
  const actions = useActions();
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const { clipboardData, target } = event;
      if (event.defaultPrevented || clipboardData === null) return;
      if (target instanceof Element && target.closest(TYPING) !== null) return;
      if (document.querySelector('[role="dialog"]') !== null) return;
      event.preventDefault();
      const files = [...clipboardData.files];
      const text = clipboardData.getData("text/plain");
      if (files.length > 0) actions.openFiles(files).catch(actions.report);
      else if (text.trim() !== "") takeText(actions, text, location.href).catch(actions.report);
      else actions.report(new LabError("value", "The clipboard has no file and no clip address."));
    };
    window.addEventListener("paste", onPaste);
    return () => window.removeEventListener("paste", onPaste);
  }, [actions]);
  return null;
}
