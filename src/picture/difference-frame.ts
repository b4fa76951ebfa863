/** Shows the difference between a perturbed frame and the original as a picture. */
import type { FrameStack } from "../clip/clip.ts";
import { mixFrame } from "./mix-frame.ts";
import type { PerturbedClip } from "./perturbed-clip.ts";

/** Factor by which differences are enlarged. Most are small, and a screen's darkest steps look alike. */
export const DIFFERENCE_GAIN = 2;

/** Returns |y[t] - x[t]| per colour channel, times `DIFFERENCE_GAIN`, as RGBA bytes; black where nothing changed. */
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
