/** The part of a clip that a model sees, at the frames' own resolution. */
import type { FrameStack } from "../clip/clip.ts";
import type { Box } from "../math/box.ts";
import { pixelsOf } from "./heat.ts";

/** Its place in the frames, pixels, and its own bytes. */
export interface Part {
  readonly T: number;
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
  /** [T, height, width, 3], new. */
  readonly data: Uint8Array;
}

/** @param visible  in shares of the frame. */
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
