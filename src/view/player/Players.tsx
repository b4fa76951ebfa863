/** The clip and its masked versions on one clock, laid out as in the paper: clip | Grad-CAM or mask | masked clip. */
import { gridOf } from "../../math/mask.ts";
import { shownMask } from "../../state/derived.ts";
import { useLab, useLane } from "../../state/use-lab.ts";
import { EachLane, useComparing } from "../lanes/EachLane.tsx";
import { useLaneLabel } from "../lanes/lane-label.ts";
import { CamFigure } from "./CamFigure.tsx";
import { FrameFigure } from "./FrameFigure.tsx";
import type { FramePainter } from "./frame-painter.ts";
import { GridFigure } from "./GridFigure.tsx";
import { MaskedFigure } from "./MaskedFigure.tsx";

export function Players({ original }: { readonly original: FramePainter }) {
  const cam = useLab(({ views }) => views.cam);
  const placed = useLab(({ lanes }) =>
    lanes.some((lane) => gridOf(shownMask(lane))?.T === original.frames.T),
  );
  const layout = useLab(({ views }) => views.layout);
  const compared = useComparing();
  const arrangement = [compared ? "compared" : "alone", cam || placed ? "with-cam" : "without-cam", layout];
  return (
    <div className={["players", ...arrangement.map((name) => `players-${name}`)].join(" ")}>
      <FrameFigure name="Original" painter={original} />
      <EachLane>
        {/* Only one panel in between, so that each lane's pictures stay in one row. */}
        {cam ? <CamFigure original={original} /> : placed && <Overlay original={original} />}
        <MaskedFigure original={original} />
      </EachLane>
    </div>
  );
}

function Overlay({ original }: { readonly original: FramePainter }) {
  const grid = gridOf(useLane(shownMask));
  const label = useLaneLabel();
  return grid === null || grid.T !== original.frames.T ? (
    <FrameFigure name={label("Mask overlay")} painter={original} />
  ) : (
    <GridFigure original={original} grid={grid} />
  );
}
