/**
 * Weighted sums over time: y[r] = sum over s of W[r, s] x[s]. Freeze and reverse are such sums, and so is anything
 * linear in the frames, such as a first layer's response.
 */
import { LabError } from "../base/errors.ts";

/**
 * Returns weighted sums of the rows. Weights that are exactly 0 are skipped.
 *
 * @param rows     [S, n] row-major.
 * @param weights  [R, S] row-major.
 * @returns        [R, n]: new, or `out` if given (overwritten).
 * @throws {LabError} "shape" if the sizes do not divide.
 *
 * @example
 * mixFrames(new Float32Array([0, 10, 20, 30]), [0.5, 0.5], 2); // [10, 20]
 */
export function mixFrames(
  rows: Float32Array,
  weights: ArrayLike<number>,
  S: number,
  out?: Float32Array,
): Float32Array {
  const n = rows.length / S;
  const R = weights.length / S;
  if (!Number.isInteger(n) || !Number.isInteger(R)) {
    throw new LabError(
      "shape",
      `mixFrames: ${rows.length} values and ${weights.length} weights do not divide into ${S} rows.`,
    );
  }
  const mixed = out ?? new Float32Array(R * n);
  for (let r = 0; r < R; r++) {
    const target = mixed.subarray(r * n, (r + 1) * n);
    target.fill(0);
    for (let s = 0; s < S; s++) {
      const weight = weights[r * S + s]!;
      if (weight === 0) continue;
      const source = rows.subarray(s * n, (s + 1) * n);
      for (let i = 0; i < n; i++) target[i]! += weight * source[i]!;
    }
  }
  return mixed;
}
