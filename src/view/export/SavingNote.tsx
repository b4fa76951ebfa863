/** Progress and outcome of saving. */
import { Icon } from "../parts/icons.tsx";
import { ProgressBar } from "../parts/ProgressBar.tsx";
import type { Saving } from "./use-saving.ts";

interface SavingNoteProps {
  readonly saving: Saving;
  readonly onCancel: () => void;
  /** True while Grad-CAM is being computed; figures wait for it. */
  readonly waitingForCam: boolean;
  /** Sentences on what the files lack, and why. */
  readonly notes: readonly string[];
}

export function SavingNote({ saving, onCancel, waitingForCam, notes }: SavingNoteProps) {
  return (
    <div className="export-note">
      {saving.kind === "working" && (
        <div className="export-progress">
          <ProgressBar
            name="Making the figure"
            done={saving.done}
            of={saving.done === saving.of ? 0 : saving.of}
            text={progressText(saving)}
          />
          <button type="button" className="button-quiet" onClick={onCancel}>
            Cancel
          </button>
        </div>
      )}
      <p className="export-status" role="status" aria-label="Saving">
        {saving.kind === "saved" && <Icon name="check" />}
        {statusText(saving, waitingForCam)}
      </p>
      {saving.kind === "failed" && (
        <p className="export-failed" role="alert">
          <Icon name="alert" />
          {saving.message}
        </p>
      )}
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
}

function statusText(saving: Saving, waitingForCam: boolean): string {
  if (saving.kind === "saved") return saving.text;
  if (saving.kind === "working") return `Making ${saving.name}.`;
  return waitingForCam ? "Computing Grad-CAM for the figures." : "";
}

function progressText({ done, of }: { readonly done: number; readonly of: number }): string {
  return of > 0 && done < of ? `${done} of ${of} frames drawn` : "Encoding";
}
