/** The part of a clip's frames that a model sees: preprocessing covers the model's input and crops the middle. */
import type { Box } from "./box.ts";

/** Height and width in pixels. */
interface Size {
  readonly height: number;
  readonly width: number;
}

/**
 * Returns the size that covers height x width at the frame's aspect ratio: one side exact, the other at least as
 * long.
 */
export function coverSize(frame: { readonly H: number; readonly W: number }, { height, width }: Size): Size {
  const scale = Math.max(height / frame.H, width / frame.W);
  return {
    height: Math.max(height, Math.round(frame.H * scale)),
    width: Math.max(width, Math.round(frame.W * scale)),
  };
}

/**
 * Returns the part that the model sees, as shares of the frame; the odd pixel left over is cut at the bottom or
 * right.
 *
 * @example
 * visibleBox({ H: 100, W: 200 }, { height: 50, width: 50 }); // { x0: 0.25, y0: 0, x1: 0.75, y1: 1 }
 */
export function visibleBox(frame: { readonly H: number; readonly W: number }, { height, width }: Size): Box {
  const cover = coverSize(frame, { height, width });
  const x0 = Math.floor((cover.width - width) / 2) / cover.width;
  const y0 = Math.floor((cover.height - height) / 2) / cover.height;
  return { x0, y0, x1: x0 + width / cover.width, y1: y0 + height / cover.height };
}
