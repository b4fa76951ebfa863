/**
 * Grad-CAM (Selvaraju et al., ICCV 2017) on a [T, h, w, C] endpoint: relu(sum over c of weight[c] * A[..., c]). A
 * channel's weight is the mean gradient of the class score over space and, if `pool` is "space-time", over time. I3D,
 * whose features mix frames, uses "space-time"; C-LSTM uses "space", with one weight per frame (arXiv 2002.00367).
 */
import { sizeOf } from "../base/shape.ts";

/** Axes over which the gradient is averaged. */
export type CamPooling = "space-time" | "space";

/**
 * Returns the Grad-CAM map, not normalised.
 *
 * @param activations  [T, h, w, C] values at the endpoint.
 * @param gradients    gradient of the class score with respect to them; the same shape.
 * @returns            [T, h, w], >= 0.
 */
export function gradCam(
  activations: Float32Array,
  gradients: Float32Array,
  shape: readonly [T: number, h: number, w: number, C: number],
  pool: CamPooling,
): Float32Array {
  const [T, h, w, C] = shape;
  const map = new Float32Array(sizeOf([T, h, w]));
  const groups = pool === "space" ? T : 1;
  const cells = map.length / groups;
  for (let group = 0; group < groups; group++) {
    const base = group * cells;
    const weights = new Float64Array(C);
    for (let i = base * C; i < (base + cells) * C; i++) weights[i % C]! += gradients[i]! / cells;
    for (let cell = base; cell < base + cells; cell++) {
      let sum = 0;
      for (let c = 0; c < C; c++) sum += weights[c]! * activations[cell * C + c]!;
      map[cell] = Math.max(sum, 0);
    }
  }
  return map;
}
