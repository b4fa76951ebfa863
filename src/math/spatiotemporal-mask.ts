/** Space-and-time masks: the data that searches for one and pictures of one share. */

/**
 * A coarse grid over each frame, upsampled to the frame's size. Every pixel is perturbed along time by its own mask.
 */
export interface SpatiotemporalMask {
  readonly T: number;
  readonly h: number;
  readonly w: number;
  /** [T, h, w] row-major, in [0, 1]; 1 = perturbed. */
  readonly values: Float32Array;
}

/** Grid sizes (cells across, and down) that a search offers. */
export const GRID_SIZES = [7, 14] as const;
/** Number of cells across. */
export type GridSize = (typeof GRID_SIZES)[number];

/**
 * Largest step of a grid's values: links store each value in 4 bits. A search's result is rounded to these steps
 * before it is scored, so that a link reproduces it exactly.
 */
export const GRID_STEPS = 15;

/** Returns the mask with every value rounded to the nearest of `GRID_STEPS` equal steps in [0, 1]; new. */
export function inGridSteps({ T, h, w, values }: SpatiotemporalMask): SpatiotemporalMask {
  return { T, h, w, values: values.map((m) => Math.round(m * GRID_STEPS) / GRID_STEPS) };
}

/**
 * Returns the mean of each frame's cells, [T]: the share of the frame that is perturbed.
 *
 * @example
 * frameMeans({ T: 2, h: 1, w: 2, values: new Float32Array([0, 1, 1, 1]) }); // [0.5, 1]
 */
export function frameMeans({ T, h, w, values }: SpatiotemporalMask): number[] {
  const cells = h * w;
  return Array.from({ length: T }, (_, t) => {
    const frame = values.subarray(t * cells, (t + 1) * cells);
    return frame.reduce((sum, m) => sum + m, 0) / cells;
  });
}

/** Returns the share of all cells that are on (value > threshold): the visible area of a mask. */
export function shareOn({ values }: SpatiotemporalMask, threshold: number): number {
  return values.reduce((count, m) => count + (m > threshold ? 1 : 0), 0) / values.length;
}
