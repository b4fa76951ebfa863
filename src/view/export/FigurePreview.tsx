/** Preview of the figure at the current frame. */
import { useEffect, useMemo, useRef } from "react";
import { createFigurePainter } from "../../export/draw-figure.ts";
import { describeFigure, type FigureFacts } from "../../export/figure-facts.ts";
import { layFigure } from "../../export/figure-layout.ts";
import { FIGURE_WIDTHS } from "../../export/figure-text.ts";
import { useLab } from "../../state/use-lab.ts";

export function FigurePreview({ facts }: { readonly facts: FigureFacts }) {
  const frame = useLab(({ player }) => player.frame);
  const canvas = useRef<HTMLCanvasElement>(null);
  const layout = useMemo(() => layFigure(facts, FIGURE_WIDTHS.medium), [facts]);
  const painter = useMemo(() => createFigurePainter(facts), [facts]);
  useEffect(() => {
    const context = canvas.current?.getContext("2d") ?? null;
    const t = Math.min(frame, facts.frames.T - 1);
    if (context !== null) painter.paint(context, layout.at(t));
  }, [facts, layout, painter, frame]);
  return (
    <canvas
      ref={canvas}
      className="export-preview"
      role="img"
      aria-label={describeFigure(facts)}
      width={layout.width}
      height={layout.height}
    />
  );
}
