/** Dialog that records a clip from the camera: preview, countdown, recording, review. */
import { useState } from "react";
import { useActions } from "../../../state/use-lab.ts";
import { ModalDialog } from "../../parts/ModalDialog.tsx";
import { CameraPicker } from "./CameraPicker.tsx";
import { CameraPicture } from "./CameraPicture.tsx";
import { useCamera, type CameraChoice } from "./use-camera.ts";
import { RECORD_S, useRecording, type RecordingPhase } from "./use-recording.ts";

/** The actions to classify usually happen in front of the user, so the back camera comes first. */
const FIRST: CameraChoice = { kind: "facing", facing: "environment" };

export default function CameraDialog({ onClose }: { readonly onClose: () => void }) {
  const { openFiles } = useActions();
  const [choice, setChoice] = useState<CameraChoice>(FIRST);
  const [attempt, setAttempt] = useState(0);
  const [reviewing, setReviewing] = useState(false);
  const camera = useCamera(reviewing ? null : choice, attempt);
  const { phase, start, drop } = useRecording(camera.kind === "live");
  // The camera is off while a recording is reviewed.
  if (reviewing !== (phase.kind === "recorded")) setReviewing(phase.kind === "recorded");
  const busy = phase.kind === "counting" || phase.kind === "recording";
  return (
    <ModalDialog title={`Record ${RECORD_S} seconds`} onClose={onClose}>
      <CameraPicture camera={camera} phase={phase} />
      <p className="dialog-note" role="status">
        {statusOf(camera.kind === "live", phase)}
      </p>
      {camera.kind === "live" && phase.kind === "idle" && (
        <CameraPicker camera={camera} onChoose={setChoice} />
      )}
      <div className="dialog-buttons">
        {phase.kind === "recorded" ? (
          <>
            <button type="button" className="button" onClick={drop}>
              Retake
            </button>
            <button
              type="button"
              className="button button-primary"
              autoFocus
              onClick={() => {
                void openFiles([phase.file]);
                onClose();
              }}
            >
              Use this clip
            </button>
          </>
        ) : (
          <>
            <button type="button" className="button" onClick={onClose}>
              Cancel
            </button>
            {camera.kind === "failed" ? (
              <button type="button" className="button button-primary" onClick={() => setAttempt(attempt + 1)}>
                Try again
              </button>
            ) : (
              <button
                type="button"
                className="button button-primary"
                disabled={camera.kind !== "live"}
                onClick={() => (busy ? drop() : camera.kind === "live" && void start(camera.stream))}
              >
                {busy ? "Stop" : "Start recording"}
              </button>
            )}
          </>
        )}
      </div>
    </ModalDialog>
  );
}

/** Returns the text of the dialog's live region. */
function statusOf(live: boolean, phase: RecordingPhase): string {
  switch (phase.kind) {
    case "counting":
      return `Recording starts in ${phase.left}.`;
    case "recording":
      return `Recording ${RECORD_S} seconds.`;
    case "recorded":
      return "Recorded. It has not left this machine.";
    case "idle":
      if (phase.note !== null) return phase.note;
      return live ? "No sound is recorded. Nothing leaves this machine." : "";
  }
}
