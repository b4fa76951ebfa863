/** The scrubber: a slider over thumbnails of all frames, which line up with the mask's cells. */
import { useEffect, useRef } from "react";
import { isOn, shownMask } from "../../state/derived.ts";
import { mainLane } from "../../state/lanes.ts";
import { useActions, useLab } from "../../state/use-lab.ts";
import { useSize } from "../hooks/use-size.ts";
import { drawFilmstrip } from "./draw-filmstrip.ts";
import type { FramePainter } from "./frame-painter.ts";

export function Filmstrip({ painter }: { readonly painter: FramePainter }) {
  const frame = useLab(({ player }) => player.frame);
  const frozen = useLab((lab) => isOn(shownMask(mainLane(lab)), lab.player.frame));
  const { showFrame } = useActions();
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(canvas);
  useEffect(() => {
    if (canvas.current !== null && size.width > 0) drawFilmstrip(canvas.current, painter, size);
  }, [painter, size]);
  return (
    <div className="filmstrip" style={{ "--count": painter.frames.T, "--frame": frame }}>
      <canvas ref={canvas} aria-hidden="true" />
      <span className="filmstrip-cursor" aria-hidden="true" />
      <input
        type="range"
        aria-label="Frame"
        aria-valuetext={`Frame ${frame + 1} of ${painter.frames.T}${frozen ? ", perturbed" : ""}`}
        min={1}
        max={painter.frames.T}
        step={1}
        value={frame + 1}
        onChange={(event) => showFrame(Number(event.target.value) - 1)}
      />
    </div>
  );
}
