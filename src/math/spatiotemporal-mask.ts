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

/** Permalinks keep a grid's values in so many steps, 4 bits each; a search's result is rounded to them before it is scored. */
export const GRID_STEPS = 15;

/** The mask with every value at the nearest of `GRID_STEPS` steps between 0 and 1, new. */
export function inGridSteps({ T, h, w, values }: SpatiotemporalMask): SpatiotemporalMask {
  return { T, h, w, values: values.map((m) => Math.round(m * GRID_STEPS) / GRID_STEPS) };
}

/** [T] mean of each frame's cells: the share of the frame that is perturbed. */
export function frameMeans({ T, h, w, values }: SpatiotemporalMask): number[] {
  const cells = h * w;
  return Array.from({ length: T }, (_, t) => {
    const frame = values.subarray(t * cells, (t + 1) * cells);
    return frame.reduce((sum, m) => sum + m, 0) / cells;
  });
}

/** Share of all cells that are on (value > threshold): the area of a mask, as far as it can be seen. */
export function shareOn({ values }: SpatiotemporalMask, threshold: number): number {
  return values.reduce((count, m) => count + (m > threshold ? 1 : 0), 0) / values.length;
}
