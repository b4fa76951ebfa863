/** The clip and its masked versions on one clock, laid out as in the paper: clip | Grad-CAM or mask | masked clip. */
import { shownGrid } from "../../state/derived.ts";
import { lanesOf } from "../../state/lanes.ts";
import { useLab, useLane, LaneContext } from "../../state/use-lab.ts";
import { useLaneLabel } from "../lane-label.ts";
import { CamFigure } from "./CamFigure.tsx";
import { FrameFigure } from "./FrameFigure.tsx";
import type { FramePainter } from "./frame-painter.ts";
import { GridFigure } from "./GridFigure.tsx";
import { MaskedFigure } from "./MaskedFigure.tsx";

export function Players({ original }: { readonly original: FramePainter }) {
  const cam = useLab(({ views }) => views.cam);
  const placed = useLab((lab) => lanesOf(lab).some((lane) => shownGrid(lane)?.T === original.frames.T));
  const layout = useLab(({ views }) => views.layout);
  const compared = useLab(({ second }) => second !== null);
  const lanes = compared ? (["main", "second"] as const) : (["main"] as const);
  const arrangement = [compared ? "compared" : "alone", cam || placed ? "with-cam" : "without-cam", layout];
  return (
    <div className={["players", ...arrangement.map((name) => `players-${name}`)].join(" ")}>
      <FrameFigure name="Original" painter={original} />
      {lanes.map((lane) => (
        <LaneContext key={lane} value={lane}>
          {/* Only one panel in between, so that each model's pictures stay in one row. */}
          {cam ? <CamFigure original={original} /> : placed && <Overlay original={original} />}
          <MaskedFigure original={original} />
        </LaneContext>
      ))}
    </div>
  );
}

function Overlay({ original }: { readonly original: FramePainter }) {
  const grid = useLane(shownGrid);
  const label = useLaneLabel();
  return grid === null || grid.T !== original.frames.T ? (
    <FrameFigure name={label("Mask overlay")} painter={original} />
  ) : (
    <GridFigure original={original} grid={grid} />
  );
}
