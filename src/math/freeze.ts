/**
 * Freeze perturbation: y[0] = x[0]; y[t] = (1 - m[t]) x[t] + m[t] y[t-1] (arXiv 2002.00367).
 *
 * Frames are flat: [T, n] with n values a frame. y is linear in x, y = W(m) x, so a player can blend one
 * frame at a time from `freezeMatrix` and a search can mix anything that is linear in the frames.
 */
import { LabError } from "../base/errors.ts";

/**
 * The freeze perturbation of T frames.
 *
 * @param frames  [T, n], any range.
 * @param mask    [T] in [0, 1]; 1 = perturbed. m[0] has no effect.
 * @returns       [T, n], new; each value lies within its past and present values.
 * @throws {LabError} "shape" when the frames do not divide into mask.length equal parts.
 */
export function freezeFrames(frames: Float32Array, mask: ArrayLike<number>): Float32Array {
  const n = frameSize(frames, mask.length);
  const frozen = new Float32Array(frames.length);
  frozen.set(frames.subarray(0, n));
  for (let t = 1; t < mask.length; t++) {
    const m = mask[t]!;
    for (let i = t * n; i < (t + 1) * n; i++) frozen[i] = (1 - m) * frames[i]! + m * frozen[i - n]!;
  }
  return frozen;
}

/**
 * Gradient of a loss with respect to the mask of `freezeFrames`.
 *
 * @param gradFrozen  [T, n] gradient of the loss with respect to the frozen frames.
 * @returns           [T] float64; entry 0 is 0.
 */
export function freezeMaskGradient(
  frames: Float32Array,
  mask: ArrayLike<number>,
  gradFrozen: Float32Array,
): Float64Array {
  const T = mask.length;
  const n = frameSize(frames, T);
  const frozen = freezeFrames(frames, mask);
  const gradMask = new Float64Array(T);
  // What reaches y[t]: its own gradient, plus m[t+1] times what reaches y[t+1].
  const reaching = Float64Array.from(gradFrozen.subarray((T - 1) * n));
  for (let t = T - 1; t > 0; t--) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += reaching[i]! * (frozen[(t - 1) * n + i]! - frames[t * n + i]!);
    gradMask[t] = sum;
    for (let i = 0; i < n; i++) reaching[i] = gradFrozen[(t - 1) * n + i]! + mask[t]! * reaching[i]!;
  }
  return gradMask;
}

/** W of y = W x, row-major [T, T], lower triangular, rows sum to 1: W[t] = (1 - m[t]) e[t] + m[t] W[t-1]. */
export function freezeMatrix(mask: ArrayLike<number>): Float64Array {
  const T = mask.length;
  const weights = new Float64Array(T * T);
  if (T > 0) weights[0] = 1;
  for (let t = 1; t < T; t++) {
    const m = mask[t]!;
    for (let s = 0; s < t; s++) weights[t * T + s] = m * weights[(t - 1) * T + s]!;
    weights[t * T + t] = 1 - m;
  }
  return weights;
}

function frameSize(frames: Float32Array, T: number): number {
  const n = frames.length / T;
  if (T < 1 || !Number.isInteger(n)) {
    throw new LabError(
      "shape",
      `freezeFrames: ${frames.length} values do not divide into ${T} frames; the mask needs one value a frame.`,
    );
  }
  return n;
}
