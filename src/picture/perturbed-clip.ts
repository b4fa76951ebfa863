/** A clip under a mask, as pictures to show: one interface for every shape of mask and every operator. */
import type { FrameStack } from "../clip/clip.ts";
import type { Box } from "../math/box.ts";
import { blurPicture } from "../math/blur.ts";
import { meanColourPicture } from "../math/fade.ts";
import { freezeMatrix } from "../math/freeze.ts";
import type { Mask } from "../math/mask.ts";
import { REVERSE_THRESHOLD, SHOWN_ON } from "../math/mask-runs.ts";
import type { OperatorName } from "../math/operator.ts";
import { reverseMatrix } from "../math/reverse.ts";
import { cutOut } from "./cut-out.ts";
import { mainSource, mixFrame, NEGLIGIBLE_WEIGHT } from "./mix-frame.ts";
import { placedClip } from "./placed-clip.ts";

/** Pictures of a perturbed clip. Each is made on request; caching is up to the caller. */
export interface PerturbedClip {
  /** Returns frame t as RGBA bytes, new. */
  picture(t: number): Uint8ClampedArray<ArrayBuffer>;
  /** Returns whether frame t counts as perturbed. */
  isChanged(t: number): boolean;
  /** Returns the original frame that frame t mostly shows; null if it is not a single frame. */
  source(t: number): number | null;
}

/** A mask on the page. */
export interface ShownMask {
  readonly mask: Mask;
  /** Part of the frame that a grid covers, as shares. */
  readonly visible: Box;
}

/** Returns the clip under the mask, perturbed by the given operator. A space-and-time mask only freezes or reverses. */
export function perturbedClip(
  frames: FrameStack,
  { mask: shown, visible }: ShownMask,
  how: OperatorName,
): PerturbedClip {
  if (shown.kind === "spatiotemporal")
    return placedClip(frames, shown.grid, visible, how === "reverse" ? "reverse" : "freeze");
  const { values: mask } = shown;
  const threshold = how === "reverse" ? REVERSE_THRESHOLD : SHOWN_ON;
  const isChanged = (t: number) => (mask[t] ?? 0) > threshold;
  if (how === "fade" || how === "blur") return { ...blendedClip(frames, mask, visible, how), isChanged };
  const weights = how === "freeze" ? freezeMatrix(mask) : reverseMatrix(mask);
  return {
    picture: (t) => mixFrame(frames, weights, t),
    isChanged,
    source: (t) => mainSource(weights, frames.T, t),
  };
}

/** Blends each frame with a picture derived from the clip. */
function blendedClip(
  frames: FrameStack,
  mask: readonly number[],
  visible: Box,
  how: "fade" | "blur",
): Pick<PerturbedClip, "picture" | "source"> {
  const { H, W, data } = frames;
  const n = H * W * 3;
  let mean: Float32Array | undefined;
  const over = (t: number) =>
    how === "fade"
      ? (mean ??= meanColourPicture(cutOut(frames, visible).data, n))
      : blurPicture(data.subarray(t * n, (t + 1) * n), H, W);
  return {
    picture(t) {
      const rgba = mixFrame(frames, null, t);
      const m = mask[t] ?? 0;
      if (m < NEGLIGIBLE_WEIGHT) return rgba;
      const picture = over(t);
      for (let from = 0, to = 0; from < n; from++, to += from % 3 === 0 ? 2 : 1) {
        rgba[to] = (1 - m) * rgba[to]! + m * picture[from]!;
      }
      return rgba;
    },
    source: () => null,
  };
}
