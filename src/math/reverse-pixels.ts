/** Reverse perturbation with a separate mask for each pixel: each pixel's runs (m > 0.1) are played backwards. */
import { mirroredPairs } from "./reverse.ts";

/**
 * Returns the reverse perturbation of T frames. `math/reverse.ts` says how mirrored frames blend; with a mask that is
 * uniform over each frame the two are equal.
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
