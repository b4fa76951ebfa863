/** How far a perturbed frame is from the frame as filmed, as a picture. */
import type { FrameStack } from "../clip/clip.ts";
import { mixFrame } from "./mix-frame.ts";

/** Differences are shown this many times as large: most are small, and a screen's darkest steps cannot be told apart. */
export const DIFFERENCE_GAIN = 2;

/**
 * |y[t] - x[t]| of each colour channel, times `DIFFERENCE_GAIN`, as RGBA bytes; black where nothing was changed.
 *
 * @param weights  [T, T] row-major, y[t] = sum over s of weights[t][s] x[s].
 */
export function differenceFrame(
  frames: FrameStack,
  weights: ArrayLike<number>,
  t: number,
): Uint8ClampedArray<ArrayBuffer> {
  const filmed = mixFrame(frames, null, t);
  const perturbed = mixFrame(frames, weights, t);
  return perturbed.map((value, i) =>
    i % 4 === 3 ? 255 : DIFFERENCE_GAIN * Math.abs(value - (filmed[i] ?? 0)),
  );
}
