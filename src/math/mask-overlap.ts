/** How two temporal masks of one clip compare. */
import { invariant } from "../base/errors.ts";

/**
 * Intersection over union of the frames that are on (mask > threshold) in either mask.
 *
 * @param a          [T] in [0, 1]; 1 = perturbed.
 * @param b          [T], the same T.
 * @returns          in [0, 1]; null where neither has a frame on, so that there is nothing to overlap.
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

/** Number of frames that are on (mask > threshold). */
export function framesOn(mask: ArrayLike<number>, threshold: number): number {
  let count = 0;
  for (let t = 0; t < mask.length; t++) if (mask[t]! > threshold) count += 1;
  return count;
}
