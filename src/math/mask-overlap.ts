/** Compares two temporal masks of one clip. */
import { invariant } from "../base/errors.ts";

/**
 * Returns the intersection over union of the frames that are on (mask > threshold).
 *
 * @param a  [T] in [0, 1]; 1 = perturbed.
 * @param b  [T], the same T.
 * @returns  in [0, 1]; null if neither mask has a frame on.
 *
 * @example
 * maskOverlap([0, 1, 1, 0], [0, 0, 1, 1], 0.5); // 0.333333
 * maskOverlap([0, 0], [0, 0], 0.5); // null
 */
export function maskOverlap(a: ArrayLike<number>, b: ArrayLike<number>, threshold: number): number | null {
  invariant(a.length === b.length, () => `maskOverlap: masks of ${a.length} and ${b.length} frames`);
  let both = 0;
  let either = 0;
  for (let t = 0; t < a.length; t++) {
    const [inA, inB] = [a[t]! > threshold, b[t]! > threshold];
    if (inA && inB) both += 1;
    if (inA || inB) either += 1;
  }
  return either === 0 ? null : both / either;
}

/**
 * Returns the number of frames that are on (mask > threshold).
 *
 * @example
 * framesOn([0, 0.9, 0.4, 1], 0.5); // 2
 */
export function framesOn(mask: ArrayLike<number>, threshold: number): number {
  let count = 0;
  for (let t = 0; t < mask.length; t++) if (mask[t]! > threshold) count += 1;
  return count;
}
