/** Shows the live camera, the recording, or why there is no picture. */
import { useEffect, useRef } from "react";
import { Icon } from "../../parts/icons.tsx";
import type { CameraState } from "./use-camera.ts";
import { RECORD_S, type RecordingPhase } from "./use-recording.ts";

interface CameraPictureProps {
  readonly camera: CameraState;
  readonly phase: RecordingPhase;
}

export function CameraPicture({ camera, phase }: CameraPictureProps) {
  if (phase.kind === "recorded") {
    return (
      <div className="camera">
        <video src={phase.url} aria-label="Recording" muted loop autoPlay playsInline controls />
      </div>
    );
  }
  switch (camera.kind) {
    case "asking":
      return (
        <div className="camera camera-empty" role="status">
          <p>Waiting for the camera. The browser may ask for your permission.</p>
        </div>
      );
    case "failed":
      return (
        <div className="camera camera-empty" role="alert">
          <Icon name="alert" />
          <p>
            <b>{camera.problem.what}</b> {camera.problem.todo}
          </p>
        </div>
      );
    case "live":
      return <Live stream={camera.stream} phase={phase} />;
  }
}

/** Not mirrored: a hand that moves left must be seen moving left, as the model will see it. */
function Live({ stream, phase }: { readonly stream: MediaStream; readonly phase: RecordingPhase }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = stream;
  }, [stream]);
  return (
    <div className={phase.kind === "recording" ? "camera camera-recording" : "camera"}>
      <video ref={video} aria-label="Camera preview" muted autoPlay playsInline />
      {phase.kind === "counting" && (
        <span className="camera-count" aria-hidden="true" key={phase.left}>
          {phase.left}
        </span>
      )}
      {phase.kind === "recording" && (
        <svg
          className="camera-ring"
          viewBox="0 0 36 36"
          aria-hidden="true"
          style={{ "--seconds": `${RECORD_S}s` }}
        >
          <circle cx="18" cy="18" r="15.9" pathLength="100" />
          <circle cx="18" cy="18" r="15.9" pathLength="100" className="camera-ring-done" />
        </svg>
      )}
    </div>
  );
}
