/** Pictures of a clip, of its perturbation or of a map over it, made on demand and cached. */
import type { FrameStack } from "../../clip/clip.ts";
import type { Box } from "../../math/box.ts";
import { differenceFrame } from "../../picture/difference-frame.ts";
import { dimUnseen, heatOf, layHeat, layTint, peakOf, type HeatMap } from "../../picture/heat.ts";
import { mixFrame } from "../../picture/mix-frame.ts";
import type { PerturbedClip } from "../../picture/perturbed-clip.ts";

/** Paints the frames of a stack at the stack's own size. */
export interface FramePainter {
  readonly frames: FrameStack;
  picture(t: number): ImageData;
}

/** Returns a painter of the frames themselves. */
export function createFramePainter(frames: FrameStack): FramePainter {
  return keepingPainter(frames, (t) => mixFrame(frames, null, t));
}

/** Returns a painter of the clip under a mask; a new mask needs a new painter. */
export function createPerturbedPainter(frames: FrameStack, perturbed: PerturbedClip): FramePainter {
  return keepingPainter(frames, (t) => perturbed.picture(t));
}

/** Returns a painter of the difference between perturbed and original frames. */
export function createDifferencePainter(frames: FrameStack, perturbed: PerturbedClip): FramePainter {
  return keepingPainter(frames, (t) => differenceFrame(frames, perturbed, t));
}

/** Appearance of heat over the frames. */
export interface HeatLook {
  /** Part of the frame that the map covers, as fractions of its size. */
  readonly visible: Box;
  /** Opacity of full heat, 0..1. */
  readonly opacity: number;
  /** The range that full heat refers to: the largest value of the clip, or of each frame. */
  readonly scale: "clip" | "frame";
}

/** Returns a painter of Grad-CAM over the frames; the part that the model does not see is darkened. */
export function createHeatPainter(
  frames: FrameStack,
  map: HeatMap,
  { visible, opacity, scale }: HeatLook,
): FramePainter {
  const { T, H, W } = frames;
  const peak = peakOf(map);
  return keepingPainter(frames, (t) => {
    const rgba = mixFrame(frames, null, t);
    const heat = heatOf(map, { t, T, H, W, peak, visible });
    const top = scale === "clip" ? 1 : heat.reduce((most, value) => Math.max(most, value), 0);
    dimUnseen(rgba, frames, visible);
    layHeat(rgba, top > 0 ? heat.map((value) => value / top) : heat, opacity);
    return rgba;
  });
}

/** Returns a painter of a spatiotemporal mask over the frames, with the same part darkened. */
export function createGridPainter(
  frames: FrameStack,
  grid: HeatMap,
  { visible, opacity }: Pick<HeatLook, "visible" | "opacity">,
): FramePainter {
  const { T, H, W } = frames;
  return keepingPainter(frames, (t) => {
    const rgba = mixFrame(frames, null, t);
    dimUnseen(rgba, frames, visible);
    layTint(rgba, heatOf(grid, { t, T, H, W, peak: 1, visible }), opacity);
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
