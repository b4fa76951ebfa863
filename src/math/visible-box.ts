/** Which part of a clip's frames a model sees: preprocessing covers the model's input and crops the middle. */
import type { Box } from "./box.ts";

/** Height and width, pixels. */
interface Size {
  readonly height: number;
  readonly width: number;
}

/** The size that covers height x width with the frame's aspect ratio: one side exact, the other at least as long. */
export function coverSize(frame: { readonly H: number; readonly W: number }, { height, width }: Size): Size {
  const scale = Math.max(height / frame.H, width / frame.W);
  return {
    height: Math.max(height, Math.round(frame.H * scale)),
    width: Math.max(width, Math.round(frame.W * scale)),
  };
}

/** The part that the model sees, in shares of the frame; the odd pixel left over is cut at the bottom or right. */
export function visibleBox(frame: { readonly H: number; readonly W: number }, { height, width }: Size): Box {
  const cover = coverSize(frame, { height, width });
  const x0 = Math.floor((cover.width - width) / 2) / cover.width;
  const y0 = Math.floor((cover.height - height) / 2) / cover.height;
  return { x0, y0, x1: x0 + width / cover.width, y1: y0 + height / cover.height };
}
