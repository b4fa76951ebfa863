/** How far a perturbed frame is from the frame as filmed, as a picture. */
import type { FrameStack } from "../clip/clip.ts";
import { mixFrame } from "./mix-frame.ts";
import type { PerturbedClip } from "./perturbed-clip.ts";

/** Differences are shown this many times as large: most are small, and a screen's darkest steps cannot be told apart. */
export const DIFFERENCE_GAIN = 2;

/** |y[t] - x[t]| of each colour channel, times `DIFFERENCE_GAIN`, as RGBA bytes; black where nothing was changed. */
export function differenceFrame(
  frames: FrameStack,
  perturbed: PerturbedClip,
  t: number,
): Uint8ClampedArray<ArrayBuffer> {
  const filmed = mixFrame(frames, null, t);
  return perturbed
    .picture(t)
    .map((value, i) => (i % 4 === 3 ? 255 : DIFFERENCE_GAIN * Math.abs(value - (filmed[i] ?? 0))));
}
