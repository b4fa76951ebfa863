/** Pictures of a clip, of its perturbation or of its Grad-CAM, made when first asked for and then kept. */
import type { FrameStack } from "../../clip/clip.ts";
import { differenceFrame } from "../../picture/difference-frame.ts";
import { heatOf, layHeat, peakOf } from "../../picture/heat.ts";
import { mixFrame } from "../../picture/mix-frame.ts";
import type { CamMap } from "../../saliency/cam-map.ts";
import type { StageViews } from "../../state/lab-state.ts";

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
  return keepingPainter(frames, (t) => mixFrame(frames, weights, t));
}

/** A painter of how far the perturbed frames are from the frames themselves. */
export function createDifferencePainter(frames: FrameStack, weights: ArrayLike<number>): FramePainter {
  return keepingPainter(frames, (t) => differenceFrame(frames, weights, t));
}

/** A painter of a Grad-CAM map over the frames. */
export function createCamPainter(
  frames: FrameStack,
  map: CamMap,
  { camOpacity, camScale }: Pick<StageViews, "camOpacity" | "camScale">,
): FramePainter {
  const { T, H, W } = frames;
  const clipPeak = peakOf(map);
  return keepingPainter(frames, (t) => {
    const rgba = mixFrame(frames, null, t);
    const heat = heatOf(map, { t, T, H, W, peak: clipPeak });
    const top = camScale === "clip" ? 1 : heat.reduce((most, value) => Math.max(most, value), 0);
    layHeat(rgba, top > 0 ? heat.map((value) => value / top) : heat, camOpacity);
    return rgba;
  });
}

function keepingPainter(
  frames: FrameStack,
  rgbaOf: (t: number) => Uint8ClampedArray<ArrayBuffer>,
): FramePainter {
  const pictures = new Map<number, ImageData>();
  return {
    frames,
    picture(t) {
      let picture = pictures.get(t);
      if (picture === undefined) {
        picture = new ImageData(rgbaOf(t), frames.W, frames.H);
        pictures.set(t, picture);
      }
      return picture;
    },
  };
}
