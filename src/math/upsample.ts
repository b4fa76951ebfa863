/** From a coarse grid to every pixel: bilinear, with half-pixel centres (PyTorch's interpolate with align_corners=False). */

/**
 * How the values along one axis of a grid make those of the upsampled axis.
 *
 * Pixel i looks at grid position (i + 0.5) n / N - 0.5, between two cells; before the first cell's centre and behind the
 * last one's it has that cell's value.
 *
 * @param n  cells.
 * @param N  pixels; fewer than cells is allowed, and takes samples.
 * @returns  [N, n] row-major; rows sum to 1.
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

/** Sizes of a grid, or of a picture. */
export interface GridShape {
  readonly h: number;
  readonly w: number;
}

/**
 * One frame's grid at every pixel.
 *
 * @param grid  [h, w].
 * @returns     [to.h, to.w], new.
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
