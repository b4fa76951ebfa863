/**
 * Blur perturbation: y[t] = (1 - m[t]) x[t] + m[t] blur(x[t]), a Gaussian over each picture (Fong & Vedaldi, ICCV
 * 2017).
 */

/**
 * Standard deviation of the Gaussian as a share of the picture's shorter side: the paper's 10 pixels of 224. A share,
 * so that a clip shown larger than the model's input is blurred alike.
 */
export const BLUR_SHARE = 10 / 224;

/** Radius at which the Gaussian is cut off, in standard deviations; 0.3 % of its weight lies beyond. */
const CUT = 3;

/**
 * Returns the picture blurred along rows, then along columns. Pixels beyond an edge repeat the edge, so a picture of
 * one colour does not change.
 *
 * @param picture  [H, W, C], any range.
 * @returns        [H, W, C], new; each value within the picture's range.
 */
export function blurPicture(picture: ArrayLike<number>, H: number, W: number, C = 3): Float32Array {
  const taps = gaussian(BLUR_SHARE * Math.min(H, W));
  const radius = (taps.length - 1) / 2;
  const inside = (i: number, size: number) => Math.min(Math.max(i, 0), size - 1);
  const across = new Float32Array(H * W * C);
  const row = new Float32Array((W + 2 * radius) * C);
  for (let y = 0; y < H; y++) {
    for (let i = 0; i < row.length; i++) {
      const x = inside(Math.floor(i / C) - radius, W);
      row[i] = picture[(y * W + x) * C + (i % C)]!;
    }
    for (let i = 0; i < W * C; i++) {
      let sum = 0;
      for (let k = 0; k < taps.length; k++) sum += taps[k]! * row[i + k * C]!;
      across[y * W * C + i] = sum;
    }
  }
  const blurred = new Float32Array(H * W * C);
  for (let y = 0; y < H; y++) {
    for (let k = 0; k < taps.length; k++) {
      const from = inside(y + k - radius, H) * W * C;
      for (let i = 0; i < W * C; i++) blurred[y * W * C + i]! += taps[k]! * across[from + i]!;
    }
  }
  return blurred;
}

/**
 * Returns W of y = W [x, blur(x)], row-major [T, 2 T]; rows sum to 1.
 *
 * @example
 * blurMatrix([0.25]); // [0.75, 0.25]
 */
export function blurMatrix(mask: ArrayLike<number>): Float64Array {
  const T = mask.length;
  const weights = new Float64Array(2 * T * T);
  for (let t = 0; t < T; t++) {
    weights[t * 2 * T + t] = 1 - mask[t]!;
    weights[t * 2 * T + T + t] = mask[t]!;
  }
  return weights;
}

/** Returns an odd number of weights, centred and summing to 1. */
function gaussian(sigma: number): Float64Array {
  const radius = Math.max(Math.ceil(CUT * sigma), 1);
  const heights = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - radius) / sigma) ** 2),
  );
  const sum = heights.reduce((a, b) => a + b, 0);
  return heights.map((height) => height / sum);
}
