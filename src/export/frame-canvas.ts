/** Paints the frames of a figure on one canvas, one after another, with progress and cancellation between them. */
import { invariant, LabError } from "../base/errors.ts";
import { frameMs } from "../picture/frame-ms.ts";
import { createFigurePainter } from "./draw-figure.ts";
import type { FigureFacts } from "./figure-facts.ts";
import { layFigure } from "./figure-layout.ts";

/** Canvas from which encoders read frames. */
export interface Canvases {
  readonly canvas: OffscreenCanvas;
  readonly width: number;
  readonly height: number;
  readonly T: number;
  /** Duration of each frame in milliseconds, as in the page's players. */
  readonly frameMs: number;
  /**
   * Paints frame t and returns its context.
   *
   * @throws {LabError} "cancelled" after an abort.
   */
  paint(t: number): Promise<OffscreenCanvasRenderingContext2D>;
}

/** Progress and cancellation of making a file. */
export interface MakeOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called after each frame with the number of frames painted so far. */
  readonly onStep?: ((step: { done: number; of: number }) => void) | undefined;
}

/** Creates a canvas for a figure's frames. `width` in pixels, even. */
export function createCanvases(facts: FigureFacts, width: number, { signal, onStep }: MakeOptions): Canvases {
  const layout = layFigure(facts, width);
  const { T } = facts.frames;
  const canvas = new OffscreenCanvas(width, layout.height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  invariant(context !== null, () => "a canvas without a 2D context");
  const painter = createFigurePainter(facts);
  return {
    canvas,
    width,
    height: layout.height,
    T,
    frameMs: frameMs(facts.durationS, T),
    async paint(t) {
      // Wait for a new task, so that a cancellation can arrive.
      await new Promise((resolve) => setTimeout(resolve, 0));
      throwIfCancelled(signal);
      painter.paint(context, layout.at(t));
      onStep?.({ done: t + 1, of: T });
      return context;
    },
  };
}

/**
 * Throws if the work was cancelled.
 *
 * @throws {LabError} "cancelled" after an abort.
 */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new LabError("cancelled", "figure: cancelled.");
}
