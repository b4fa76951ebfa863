/** Shows a live camera picture. Nothing of it leaves the page. */
import { useEffect, useState } from "react";
import { CAMERA_GONE, noWayToCameras, problemOf, type CameraProblem } from "./camera-problem.ts";

/** The camera to open: one by its id, or any that faces a given way. */
export type CameraChoice =
  | { readonly kind: "device"; readonly id: string }
  | { readonly kind: "facing"; readonly facing: "user" | "environment" };

/** A camera that can be chosen. */
export interface CameraDevice {
  readonly id: string;
  readonly name: string;
}

/** State of the camera. */
export type CameraState =
  | { readonly kind: "asking" }
  | {
      readonly kind: "live";
      readonly stream: MediaStream;
      readonly devices: readonly CameraDevice[];
      /** Id of the camera in use; empty if the browser does not report it. */
      readonly deviceId: string;
      /** Which way a phone's camera faces; null for others. */
      readonly facing: "user" | "environment" | null;
    }
  | { readonly kind: "failed"; readonly problem: CameraProblem };

/** Large enough for the largest model, and cheap to record. */
const WANTED = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } };

/**
 * Opens a camera without sound. Its tracks stop when another camera is chosen and when the component unmounts.
 *
 * @param choice   null closes the camera.
 * @param attempt  a new number tries again.
 */
export function useCamera(choice: CameraChoice | null, attempt: number): CameraState {
  const [state, setState] = useState<CameraState>({ kind: "asking" });
  useEffect(() => {
    if (choice === null) return;
    let wanted = true;
    let stream: MediaStream | null = null;
    const stop = () => stream?.getTracks().forEach((track) => track.stop());
    const show = (next: CameraState) => wanted && setState(next);
    const open = async () => {
      show({ kind: "asking" });
      // Undefined on a page that is not secure, despite its type.
      const media = navigator.mediaDevices as MediaDevices | undefined;
      if (media === undefined) return show({ kind: "failed", problem: noWayToCameras(isSecureContext) });
      stream = await media.getUserMedia({ video: { ...WANTED, ...constraintOf(choice) }, audio: false });
      if (!wanted) return stop();
      const [track] = stream.getVideoTracks();
      track?.addEventListener("ended", () => {
        stop();
        show({ kind: "failed", problem: CAMERA_GONE });
      });
      const { deviceId = "", facingMode } = track?.getSettings() ?? {};
      const facing = facingMode === "user" || facingMode === "environment" ? facingMode : null;
      show({ kind: "live", stream, devices: await listCameras(media), deviceId, facing });
    };
    open().catch((error: unknown) => {
      stop();
      show({ kind: "failed", problem: problemOf(error instanceof Error ? error.name : String(error)) });
    });
    return () => {
      wanted = false;
      stop();
    };
  }, [choice, attempt]);
  return state;
}

function constraintOf(choice: CameraChoice): MediaTrackConstraints {
  return choice.kind === "device"
    ? { deviceId: { exact: choice.id } }
    : { facingMode: { ideal: choice.facing } };
}

/** Lists the cameras. Browsers reveal their names only after a camera has been allowed. */
async function listCameras(media: MediaDevices): Promise<readonly CameraDevice[]> {
  const devices = (await media.enumerateDevices()).filter(({ kind }) => kind === "videoinput");
  return devices.map(({ deviceId, label }, i) => ({
    id: deviceId,
    name: label === "" ? `Camera ${i + 1}` : label,
  }));
}
