/** A Grad-CAM map as plain data. */

/** Values >= 0 at the endpoint's resolution, row by row [T, h, w], not normalised. */
export interface CamMap {
  readonly T: number;
  readonly h: number;
  readonly w: number;
  readonly values: Float32Array;
}
