/** Reverse perturbation with a mask of its own for every pixel: each pixel's runs (m > 0.1 there) are played backwards. */
import { mirroredPairs } from "./reverse.ts";

/**
 * With a mask that is the same everywhere it is `math/reverse.ts`, which also says how mirrored frames blend.
 *
 * @param frames  [T, P, C], any range.
 * @param masks   [T, P] in [0, 1]; 1 = perturbed.
 * @returns       [T, P, C], new.
 */
export function reversePixelFrames(frames: Float32Array, masks: Float32Array, T: number): Float32Array {
  const [n, P] = [frames.length / T, masks.length / T];
  const C = n / P;
  const reversed = frames.slice();
  const mask = new Float32Array(T);
  for (let p = 0; p < P; p++) {
    for (let t = 0; t < T; t++) mask[t] = masks[t * P + p]!;
    for (const [a, b] of mirroredPairs(mask)) {
      const m = mask[a]!;
      for (let i = p * C; i < (p + 1) * C; i++) {
        const [first, second] = [frames[a * n + i]!, frames[b * n + i]!];
        reversed[a * n + i] = (1 - m) * first + m * second;
        reversed[b * n + i] = (1 - m) * second + m * first;
      }
    }
  }
  return reversed;
}
