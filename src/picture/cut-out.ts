/** Cuts out the part of a clip that a model sees, at the frames' resolution. */
import type { FrameStack } from "../clip/clip.ts";
import type { Box } from "../math/box.ts";
import { pixelsOf } from "./heat.ts";

/** A part's place in the frames, in pixels, and its bytes. */
export interface Part {
  readonly T: number;
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
  /** [T, height, width, 3], new. */
  readonly data: Uint8Array;
}

/**
 * Returns the visible part of each frame.
 *
 * @param visible  box as shares of the frame.
 *
 * @example
 * cutOut({ T: 1, H: 1, W: 2, data: new Uint8Array([1, 2, 3, 4, 5, 6]) }, { x0: 0.5, y0: 0, x1: 1, y1: 1 }).data; // [4, 5, 6]
 */
export function cutOut({ T, H, W, data }: FrameStack, visible: Box): Part {
  const place = pixelsOf(visible, { H, W });
  const { top, left, height, width } = place;
  const rowLength = width * 3;
  const cut = new Uint8Array(T * height * rowLength);
  for (let t = 0; t < T; t++) {
    for (let y = 0; y < height; y++) {
      const from = ((t * H + top + y) * W + left) * 3;
      cut.set(data.subarray(from, from + rowLength), (t * height + y) * rowLength);
    }
  }
  return { T, ...place, data: cut };
}
