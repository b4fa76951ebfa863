/** A mask over time and space: what every kind of search for one, and every picture of one, agrees on. */

/** A coarse grid over the frames, upsampled to their size; every pixel is frozen in time by its own mask. */
export interface SpatiotemporalMask {
  readonly T: number;
  readonly h: number;
  readonly w: number;
  /** [T, h, w] row-major, in [0, 1]; 1 = perturbed. */
  readonly values: Float32Array;
}

/** Cells across (and down) that a search can be asked for. */
export const GRID_SIZES = [7, 14] as const;
/** A number of cells across. */
export type GridSize = (typeof GRID_SIZES)[number];
