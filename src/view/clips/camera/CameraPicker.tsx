/** Chooses between cameras; renders nothing if there is only one. */
import { useId } from "react";
import { Icon } from "../../parts/icons.tsx";
import type { CameraChoice, CameraState } from "./use-camera.ts";

interface CameraPickerProps {
  readonly camera: Extract<CameraState, { kind: "live" }>;
  readonly onChoose: (choice: CameraChoice) => void;
}

export function CameraPicker({ camera: { devices, deviceId, facing }, onChoose }: CameraPickerProps) {
  const id = useId();
  if (devices.length < 2) return null;
  const other = facing === "user" ? "environment" : "user";
  return (
    <div className="dialog-form">
      <label className="field-label" htmlFor={id}>
        Camera
      </label>
      <div className="field-row">
        <span className="select">
          <select
            id={id}
            value={deviceId}
            onChange={(event) => onChoose({ kind: "device", id: event.target.value })}
          >
            {devices.map((device) => (
              <option key={device.id} value={device.id}>
                {device.name}
              </option>
            ))}
          </select>
          <Icon name="chevron" />
        </span>
        {facing !== null && (
          <button
            type="button"
            className="button"
            onClick={() => onChoose({ kind: "facing", facing: other })}
          >
            {other === "user" ? "Front camera" : "Back camera"}
          </button>
        )}
      </div>
    </div>
  );
}
