/**
 * Reverse perturbation: each run of frames with m > 0.1 is played backwards (arXiv 2002.00367).
 *
 * As in the released code, the mirrored frames a < b of a run swap by the weight of the FIRST one alone: y[a] = (1 -
 * m[a]) x[a] + m[a] x[b] and y[b] = (1 - m[a]) x[b] + m[a] x[a]. The middle frame of an odd run stays.
 */
import { maskRuns, REVERSE_THRESHOLD } from "./mask-runs.ts";
import { mixFrames } from "./mix.ts";

/**
 * Returns W of y = W x, row-major [T, T]; rows sum to 1. It is the identity if no run is longer than one frame.
 *
 * @example
 * reverseMatrix([0.75, 1]); // [0.25, 0.75, 0.75, 0.25]
 */
export function reverseMatrix(mask: ArrayLike<number>): Float64Array {
  const T = mask.length;
  const weights = new Float64Array(T * T);
  for (let t = 0; t < T; t++) weights[t * T + t] = 1;
  for (const [a, b] of mirroredPairs(mask)) {
    const m = mask[a]!;
    weights[a * T + a] = weights[b * T + b] = 1 - m;
    weights[a * T + b] = weights[b * T + a] = m;
  }
  return weights;
}

/**
 * Returns the gradient of a loss with respect to the mask of `reverseMatrix`. The choice of frames that form a run is
 * discrete and has no gradient, so only the first frame of each mirrored pair has one.
 *
 * @param gradWeights  [T, T] gradient of the loss with respect to W.
 * @returns            [T] float64.
 */
export function reverseMaskGradient(mask: ArrayLike<number>, gradWeights: ArrayLike<number>): Float64Array {
  const T = mask.length;
  const at = (t: number, s: number) => gradWeights[t * T + s]!;
  const gradient = new Float64Array(T);
  for (const [a, b] of mirroredPairs(mask)) gradient[a] = at(a, b) + at(b, a) - at(a, a) - at(b, b);
  return gradient;
}

/**
 * Returns the reverse perturbation of T frames.
 *
 * @param frames  [T, n], any range.
 * @param mask    [T] in [0, 1]; 1 = perturbed.
 * @returns       [T, n], new.
 * @throws {LabError} "shape" if the frames do not divide into mask.length equal parts.
 *
 * @example
 * reverseFrames(new Float32Array([0, 1, 2, 3]), [0, 1, 1, 1]); // [0, 3, 2, 1]
 */
export function reverseFrames(frames: Float32Array, mask: ArrayLike<number>): Float32Array {
  return mixFrames(frames, reverseMatrix(mask), mask.length);
}

/**
 * Returns the pairs of frames a < b that swap: the two ends of each run (m > 0.1), then the two next to them, and so
 * on.
 *
 * @example
 * mirroredPairs([0, 1, 1, 1, 1]); // [[1, 4], [2, 3]]
 */
export function mirroredPairs(mask: ArrayLike<number>): (readonly [a: number, b: number])[] {
  return maskRuns(mask, REVERSE_THRESHOLD).flatMap(([first, last]) =>
    Array.from({ length: (last - first + 1) >> 1 }, (_, i) => [first + i, last - i] as const),
  );
}
