/**
 * 3-D convolution and its input gradient, straight from the definition: slow, but the reference that the kernels in
 * `device/ops` are tested against.
 */
import { sizeOf, type Shape5, type Triple } from "../base/shape.ts";

/** Zeros before and after each axis (time, height, width). */
export interface Padding3 {
  readonly before: Triple;
  readonly after: Triple;
}

/** Sizes of a convolution. */
export interface Conv3dSizes {
  /** [B, T, H, W, C]. */
  readonly input: Shape5;
  /** [kt, kh, kw]. */
  readonly kernel: Triple;
  readonly strides: Triple;
  readonly padding: Padding3;
  readonly outChannels: number;
}

/** Returns [B, T', H', W', outChannels]; each length is (n + before + after - kernel) / stride + 1, rounded down. */
export function conv3dOutputShape(sizes: Conv3dSizes): Shape5 {
  const { input, kernel, strides, padding, outChannels } = sizes;
  const along = (axis: 0 | 1 | 2) =>
    Math.floor(
      (input[axis + 1]! + padding.before[axis] + padding.after[axis] - kernel[axis]) / strides[axis],
    ) + 1;
  return [input[0], along(0), along(1), along(2), outChannels];
}

/**
 * Computes y[t', y', x', o] = bias[o] + sum of x[t' st + k - before, ...] * filter[kt, kh, kw, c, o], zeros outside.
 *
 * @param filter  [kt, kh, kw, C, O].
 * @returns       [B, T', H', W', O], new.
 */
export function conv3d(
  x: Float32Array,
  filter: Float32Array,
  bias: Float32Array,
  sizes: Conv3dSizes,
): Float32Array {
  const shape = conv3dOutputShape(sizes);
  const y = new Float32Array(sizeOf(shape));
  const O = sizes.outChannels;
  for (let i = 0; i < y.length; i++) y[i] = bias[i % O]!;
  forEachTap(sizes, shape, (xAt, filterAt, yAt) => {
    for (let c = 0; c < sizes.input[4]; c++) {
      for (let o = 0; o < O; o++) y[yAt + o]! += x[xAt + c]! * filter[filterAt + c * O + o]!;
    }
  });
  return y;
}

/** Returns the gradient of a loss with respect to x, given its gradient with respect to y. [B, T, H, W, C], new. */
export function conv3dInputGradient(
  gradY: Float32Array,
  filter: Float32Array,
  sizes: Conv3dSizes,
): Float32Array {
  const gradX = new Float32Array(sizeOf(sizes.input));
  const O = sizes.outChannels;
  forEachTap(sizes, conv3dOutputShape(sizes), (xAt, filterAt, yAt) => {
    for (let c = 0; c < sizes.input[4]; c++) {
      for (let o = 0; o < O; o++) gradX[xAt + c]! += gradY[yAt + o]! * filter[filterAt + c * O + o]!;
    }
  });
  return gradX;
}

/** Visits every (input pixel, filter tap, output pixel) combination; passes the offset of each one's first channel. */
function forEachTap(
  { input: [B, T, H, W, C], kernel, strides, padding, outChannels: O }: Conv3dSizes,
  [, outT, outH, outW]: Shape5,
  visit: (xAt: number, filterAt: number, yAt: number) => void,
): void {
  let yAt = 0;
  for (let b = 0; b < B; b++) {
    for (let ot = 0; ot < outT; ot++) {
      for (let oy = 0; oy < outH; oy++) {
        for (let ox = 0; ox < outW; ox++, yAt += O) {
          for (let kt = 0; kt < kernel[0]; kt++) {
            const t = ot * strides[0] + kt - padding.before[0];
            if (t < 0 || t >= T) continue;
            for (let ky = 0; ky < kernel[1]; ky++) {
              const y = oy * strides[1] + ky - padding.before[1];
              if (y < 0 || y >= H) continue;
              for (let kx = 0; kx < kernel[2]; kx++) {
                const x = ox * strides[2] + kx - padding.before[2];
                if (x < 0 || x >= W) continue;
                const filterAt = ((kt * kernel[1] + ky) * kernel[2] + kx) * C * O;
                visit((((b * T + t) * H + y) * W + x) * C, filterAt, yAt);
              }
            }
          }
        }
      }
    }
  }
}
