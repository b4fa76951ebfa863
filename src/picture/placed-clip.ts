/** A clip under a space-and-time mask: each pixel that the model sees is frozen or reversed by its own mask. */
import type { FrameStack } from "../clip/clip.ts";
import type { Box } from "../math/box.ts";
import { freezeNextFrame } from "../math/freeze-pixels.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import { reversePixelFrames } from "../math/reverse-pixels.ts";
import type { SpatiotemporalMask } from "../math/spatiotemporal-mask.ts";
import { upsampleGrid } from "../math/upsample.ts";
import { cutOut, type Part } from "./cut-out.ts";
import { mixFrame } from "./mix-frame.ts";
import type { PerturbedClip } from "./perturbed-clip.ts";

/** Share of a frame's cells above which the frame counts as perturbed. */
const CHANGED_SHARE = 0.02;
/** Returns the clip under the grid. Frozen frames are computed in order, each from the one before. */
export function placedClip(
  frames: FrameStack,
  grid: SpatiotemporalMask,
  visible: Box,
  how: "freeze" | "reverse",
): PerturbedClip {
  const part = cutOut(frames, visible);
  const seen = how === "freeze" ? frozenInTurn(part, grid) : reversedAtOnce(part, grid);
  const cells = grid.h * grid.w;
  return {
    picture: (t) => pasteIn(mixFrame(frames, null, t), frames, part, seen(t)),
    isChanged: (t) =>
      grid.values.subarray(t * cells, (t + 1) * cells).filter((m) => m > SHOWN_ON).length >
      CHANGED_SHARE * cells,
    source: () => null,
  };
}

/** Returns the mask of frame t at every pixel, [height, width]. */
function pixelMask({ height, width }: Part, { h, w, values }: SpatiotemporalMask, t: number): Float32Array {
  return upsampleGrid(values.subarray(t * h * w, (t + 1) * h * w), { h, w }, { h: height, w: width });
}

type FrameOfPart = (t: number) => ArrayLike<number>;

function frozenInTurn(part: Part, grid: SpatiotemporalMask): FrameOfPart {
  const n = part.height * part.width * 3;
  const filmed = (t: number) => part.data.subarray(t * n, (t + 1) * n);
  const frozen: ArrayLike<number>[] = [filmed(0)];
  return (t) => {
    for (let next = frozen.length; next <= t; next++) {
      frozen.push(freezeNextFrame(filmed(next), frozen[next - 1]!, pixelMask(part, grid, next)));
    }
    return frozen[t]!;
  };
}

function reversedAtOnce(part: Part, grid: SpatiotemporalMask): FrameOfPart {
  const n = part.height * part.width * 3;
  let reversed: Float32Array | undefined;
  const all = () => {
    const masks = new Float32Array((part.T * n) / 3);
    for (let t = 0; t < part.T; t++) masks.set(pixelMask(part, grid, t), (t * n) / 3);
    return reversePixelFrames(Float32Array.from(part.data), masks, part.T);
  };
  return (t) => (reversed ??= all()).subarray(t * n, (t + 1) * n);
}

function pasteIn(
  rgba: Uint8ClampedArray<ArrayBuffer>,
  { W }: FrameStack,
  { top, left, height, width }: Part,
  pixels: ArrayLike<number>,
): Uint8ClampedArray<ArrayBuffer> {
  for (let y = 0, from = 0; y < height; y++) {
    let to = ((top + y) * W + left) * 4;
    for (let x = 0; x < width; x++, to += 4, from += 3) {
      rgba[to] = pixels[from]!;
      rgba[to + 1] = pixels[from + 1]!;
      rgba[to + 2] = pixels[from + 2]!;
    }
  }
  return rgba;
}
