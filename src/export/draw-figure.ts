/** Paints drawings on a canvas, on the page or in a worker. The layouts decide where things go. */
import { invariant } from "../base/errors.ts";
import { dimUnseen, heatOf, layHeat, layTint, peakOf } from "../picture/heat.ts";
import { mixFrame } from "../picture/mix-frame.ts";
import { perturbedClip } from "../picture/perturbed-clip.ts";
import { FONTS, type Drawing, type PictureCommand, type TextCommand } from "./draw-command.ts";
import type { FigureFacts } from "./figure-facts.ts";

/** Context of either kind of canvas. */
export type AnyContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Opacity of full heat over the picture; low enough to show what lies below. */
const HEAT_OPACITY = 0.75;

/** Paints drawings of one set of facts; caches what several frames need. */
export interface FigurePainter {
  /** Paints over the whole context; one pixel of the drawing is `scale` pixels of the canvas (default 1). */
  paint(context: AnyContext, drawing: Drawing, scale?: number): void;
}

/** Creates a painter of these facts' pictures. */
export function createFigurePainter(facts: FigureFacts): FigurePainter {
  const { frames } = facts;
  const rows = facts.rows.map((row) => ({
    ...row,
    peak: row.cam === null ? 0 : peakOf(row.cam),
    perturbed: perturbedClip(frames, row, facts.shows),
  }));
  const single = new OffscreenCanvas(frames.W, frames.H);
  const singleContext = single.getContext("2d");
  invariant(singleContext !== null, () => "a canvas without a 2D context");

  const pixels = ({ panel, row, t }: PictureCommand): Uint8ClampedArray<ArrayBuffer> => {
    const { cam, peak, perturbed, visible, mask } = rows[row]!;
    if (panel === "perturbed") return perturbed.picture(t);
    const rgba = mixFrame(frames, null, t);
    if (panel === "overlay" && mask.kind === "spatiotemporal") {
      const { T, H, W } = frames;
      dimUnseen(rgba, frames, visible);
      layTint(rgba, heatOf(mask.grid, { t, T, H, W, peak: 1, visible }), HEAT_OPACITY);
    }
    if (panel === "cam" && cam !== null) {
      const { T, H, W } = frames;
      layHeat(rgba, heatOf(cam, { t, T, H, W, peak, visible }), HEAT_OPACITY);
      dimUnseen(rgba, frames, visible);
    }
    return rgba;
  };

  return {
    paint(context, { commands }, scale = 1) {
      context.setTransform(scale, 0, 0, scale, 0, 0);
      context.imageSmoothingQuality = "high";
      for (const command of commands) {
        switch (command.kind) {
          case "rect":
            context.fillStyle = command.fill;
            context.fillRect(command.x, command.y, command.width, command.height);
            break;
          case "edge": {
            const { x, y, width, height, thickness, stroke } = command;
            context.strokeStyle = stroke;
            context.lineWidth = thickness;
            context.strokeRect(x + thickness / 2, y + thickness / 2, width - thickness, height - thickness);
            break;
          }
          case "text":
            writeLine(context, command);
            break;
          case "picture":
            singleContext.putImageData(new ImageData(pixels(command), frames.W, frames.H), 0, 0);
            context.drawImage(single, command.x, command.y, command.width, command.height);
        }
      }
    },
  };
}

function writeLine(
  context: AnyContext,
  { x, y, text, size, bold, align, fill, maxWidth }: TextCommand,
): void {
  context.font = `${bold ? "600" : "400"} ${size}px ${FONTS}`;
  context.fillStyle = fill;
  context.textAlign = align;
  context.textBaseline = "alphabetic";
  context.fillText(
    cutToFit(text, maxWidth, (words) => context.measureText(words).width),
    x,
    y,
  );
}

/**
 * Returns the text, or as much of its beginning as fits with "…" appended.
 *
 * @example
 * cutToFit("Freezeframe", 7, (text) => text.length); // "Freeze…"
 */
export function cutToFit(text: string, maxWidth: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= maxWidth) return text;
  const characters = [...text];
  let [fits, tooLong] = [0, characters.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (widthOf(`${characters.slice(0, middle).join("")}…`) <= maxWidth) fits = middle;
    else tooLong = middle;
  }
  return `${characters.slice(0, fits).join("").trimEnd()}…`;
}
