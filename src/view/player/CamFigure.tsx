/** Grad-CAM of a lane's target over the clip, computed when first shown. */
import { useEffect, useMemo } from "react";
import { useActions, useLab, useLane, useLaneId } from "../../state/use-lab.ts";
import { useLaneLabel } from "../lanes/lane-label.ts";
import { FrameFigure } from "./FrameFigure.tsx";
import { useVisible } from "./use-visible.ts";
import { createHeatPainter, type FramePainter } from "./frame-painter.ts";

export function CamFigure({ original }: { readonly original: FramePainter }) {
  const { frames } = original;
  const lane = useLaneId();
  const cam = useLane((state) => state.cam);
  const askable = useLane(({ modelId, target }) => modelId !== null && target !== null);
  const camOpacity = useLab(({ views }) => views.camOpacity);
  const camScale = useLab(({ views }) => views.camScale);
  const visible = useVisible(frames);
  const { needCam } = useActions();
  const label = useLaneLabel();
  useEffect(() => {
    if (cam.kind === "none" && askable) void needCam(lane);
  }, [cam, askable, lane, needCam]);
  const map = cam.kind === "ready" ? cam.map : null;
  const painter = useMemo(
    () =>
      map === null ? null : createHeatPainter(frames, map, { visible, opacity: camOpacity, scale: camScale }),
    [frames, map, visible, camOpacity, camScale],
  );
  const waiting =
    cam.kind === "failed" ? cam.message : askable ? "Computing Grad-CAM" : "Choose a class first.";
  return (
    <FrameFigure
      name={label("Grad-CAM")}
      painter={painter ?? original}
      badge={
        painter === null && (
          <span className="picture-badge" role={cam.kind === "failed" ? "alert" : "status"}>
            {waiting}
          </span>
        )
      }
    />
  );
}
