/**
 * Weighted sums over time: y[r] = sum over s of W[r, s] x[s]. Freeze and reverse are such sums,
 * and so is anything linear in the frames (a first layer's response) under them.
 */
import { LabError } from "../base/errors.ts";

/**
 * Mixes rows, skipping weights that are exactly 0.
 *
 * @param rows     [S, n] row-major.
 * @param weights  [R, S] row-major.
 * @returns        [R, n] new, or `out` where given (overwritten).
 * @throws {LabError} "shape" when sizes do not divide.
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
