/**
 * Upsamples a coarse grid to pixels: bilinear, with half-pixel centres (PyTorch's interpolate with
 * align_corners=False).
 */

/**
 * Returns the weights with which the cells along one axis of a grid form the values of the upsampled axis.
 *
 * Pixel i reads grid position (i + 0.5) n / N - 0.5, between two cells. Before the first cell's centre and after the
 * last one's it takes that cell's value.
 *
 * @param n  number of cells.
 * @param N  number of pixels; may be less than n, which samples the grid.
 * @returns  [N, n] row-major; rows sum to 1.
 *
 * @example
 * upsampleMatrix(2, 4); // [1, 0, 0.75, 0.25, 0.25, 0.75, 0, 1]
 */
export function upsampleMatrix(n: number, N: number): Float32Array {
  const weights = new Float32Array(N * n);
  for (let i = 0; i < N; i++) {
    const at = Math.min(Math.max(((i + 0.5) * n) / N - 0.5, 0), n - 1);
    const below = Math.floor(at);
    const above = Math.min(below + 1, n - 1);
    weights[i * n + below]! += 1 - (at - below);
    weights[i * n + above]! += at - below;
  }
  return weights;
}

/** Height and width of a grid or a picture. */
export interface GridShape {
  readonly h: number;
  readonly w: number;
}

/**
 * Returns one frame's grid upsampled to every pixel.
 *
 * @param grid  [h, w].
 * @returns     [to.h, to.w], new.
 *
 * @example
 * upsampleGrid([0, 1], { h: 1, w: 2 }, { h: 1, w: 4 }); // [0, 0.25, 0.75, 1]
 */
export function upsampleGrid(grid: ArrayLike<number>, { h, w }: GridShape, to: GridShape): Float32Array {
  const [down, across] = [upsampleMatrix(h, to.h), upsampleMatrix(w, to.w)];
  const wide = new Float32Array(h * to.w);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < to.w; x++) {
      let sum = 0;
      for (let cell = 0; cell < w; cell++) sum += across[x * w + cell]! * grid[y * w + cell]!;
      wide[y * to.w + x] = sum;
    }
  }
  const pixels = new Float32Array(to.h * to.w);
  for (let y = 0; y < to.h; y++) {
    for (let cell = 0; cell < h; cell++) {
      const weight = down[y * h + cell]!;
      if (weight === 0) continue;
      for (let x = 0; x < to.w; x++) pixels[y * to.w + x]! += weight * wide[cell * to.w + x]!;
    }
  }
  return pixels;
}
