/** Pictures of a clip or of its perturbation, made when first asked for and kept until the mask changes. */
import type { FrameStack } from "../../clip/clip.ts";
import { mixFrame } from "../../picture/mix-frame.ts";

/** Gives frame t as a picture of the stack's own size. */
export interface FramePainter {
  readonly frames: FrameStack;
  picture(t: number): ImageData;
}

/**
 * A painter of one stack under one perturbation; a new mask needs a new painter.
 *
 * @param weights  [T, T] row-major; null paints the frames themselves.
 */
export function createFramePainter(frames: FrameStack, weights: ArrayLike<number> | null): FramePainter {
  const pictures = new Map<number, ImageData>();
  return {
    frames,
    picture(t) {
      let picture = pictures.get(t);
      if (picture === undefined) {
        picture = new ImageData(mixFrame(frames, weights, t), frames.W, frames.H);
        pictures.set(t, picture);
      }
      return picture;
    },
  };
}
