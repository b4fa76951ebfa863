/** Draws all frames of a clip side by side, each cropped to fill its cell. */
import type { Size } from "../hooks/use-size.ts";
import type { FramePainter } from "./frame-painter.ts";

/**
 * Returns the part of a W x H picture that fills a cell of the given aspect ratio: centred, and as large as possible.
 *
 * @example
 * coverCrop(8, 4, 1); // [2, 0, 4, 4]
 */
export function coverCrop(
  W: number,
  H: number,
  cellRatio: number,
): readonly [x: number, y: number, w: number, h: number] {
  const w = Math.min(W, H * cellRatio);
  const h = Math.min(H, W / cellRatio);
  return [(W - w) / 2, (H - h) / 2, w, h];
}

/**
 * Paints the strip over the whole canvas, at the screen's resolution.
 *
 * @param size  size of the canvas on the page, CSS pixels.
 */
export function drawFilmstrip(canvas: HTMLCanvasElement, painter: FramePainter, size: Size): void {
  const { T, H, W } = painter.frames;
  const scale = window.devicePixelRatio;
  canvas.width = Math.round(size.width * scale);
  canvas.height = Math.round(size.height * scale);
  const context = canvas.getContext("2d");
  const single = new OffscreenCanvas(W, H);
  const singleContext = single.getContext("2d");
  if (context === null || singleContext === null) return;
  context.imageSmoothingQuality = "high";
  const cell = canvas.width / T;
  const crop = coverCrop(W, H, cell / canvas.height);
  for (let t = 0; t < T; t++) {
    singleContext.putImageData(painter.picture(t), 0, 0);
    const left = Math.round(t * cell);
    context.drawImage(single, ...crop, left, 0, Math.round((t + 1) * cell) - left, canvas.height);
  }
}
