/** Fade perturbation: y[t] = (1 - m[t]) x[t] + m[t] c, c the clip's mean colour ("constant" in Fong & Vedaldi, ICCV 2017). */

/**
 * Returns one picture filled with the clip's mean colour over all frames and pixels.
 *
 * @param frames  [T, H, W, C], any range, T >= 1.
 * @param n       H W C, the number of values in a frame.
 * @returns       [H, W, C], new.
 */
export function meanColourPicture(frames: ArrayLike<number>, n: number, C = 3): Float32Array {
  const sums = new Float64Array(C);
  for (let i = 0; i < frames.length; i++) sums[i % C]! += frames[i]!;
  const mean = sums.map((sum) => (sum * C) / frames.length);
  return Float32Array.from({ length: n }, (_, i) => mean[i % C]!);
}

/**
 * Returns W of y = W [x, c], row-major [T, T + 1]; rows sum to 1.
 *
 * @example
 * fadeMatrix([0.25]); // [0.75, 0.25]
 */
export function fadeMatrix(mask: ArrayLike<number>): Float64Array {
  const T = mask.length;
  const weights = new Float64Array(T * (T + 1));
  for (let t = 0; t < T; t++) {
    weights[t * (T + 1) + t] = 1 - mask[t]!;
    weights[t * (T + 1) + T] = mask[t]!;
  }
  return weights;
}
