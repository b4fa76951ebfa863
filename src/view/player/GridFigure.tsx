/** A lane's spatiotemporal mask over the clip: where it perturbs, and how strongly. */
import { useMemo } from "react";
import type { SpatiotemporalMask } from "../../math/spatiotemporal-mask.ts";
import { useLab } from "../../state/use-lab.ts";
import { useLaneLabel } from "../lanes/lane-label.ts";
import { FrameFigure } from "./FrameFigure.tsx";
import { createGridPainter, type FramePainter } from "./frame-painter.ts";
import { useVisible } from "./use-visible.ts";

interface GridFigureProps {
  readonly original: FramePainter;
  readonly grid: SpatiotemporalMask;
}

export function GridFigure({ original: { frames }, grid }: GridFigureProps) {
  const opacity = useLab(({ views }) => views.camOpacity);
  const visible = useVisible(frames);
  const label = useLaneLabel();
  const painter = useMemo(
    () => createGridPainter(frames, grid, { visible, opacity }),
    [frames, grid, visible, opacity],
  );
  return <FrameFigure name={label("Mask overlay")} painter={painter} />;
}
