/** Shapes of clips and feature maps, and the padding rule that TensorFlow calls SAME. */

/** [batch, frames, height, width, channels]. */
export type Shape5 = readonly [B: number, T: number, H: number, W: number, C: number];

/** One number for each of time, height and width. */
export type Triple = readonly [t: number, h: number, w: number];

/** Number of elements of a tensor of this shape; 1 for []. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}

/** Zeros before and after an axis, and the length that a window sliding over it yields. */
export interface AxisPadding {
  readonly before: number;
  readonly after: number;
  readonly out: number;
}

/**
 * TensorFlow's SAME rule: out = ceil(n / stride); the padding that this needs is split evenly, the odd one after.
 *
 * Never negative: stock `tf.conv3d` pads by -1 where the kernel is smaller than the stride; here that is 0.
 */
export function samePadding(n: number, kernel: number, stride: number): AxisPadding {
  const out = Math.ceil(n / stride);
  const total = Math.max((out - 1) * stride + kernel - n, 0);
  const before = Math.floor(total / 2);
  return { before, after: total - before, out };
}

/** PyTorch's usual padding for odd kernels: (kernel - 1) / 2 zeros at either end, whatever the stride. */
export function halfPadding(n: number, kernel: number, stride: number): AxisPadding {
  const pad = Math.floor((kernel - 1) / 2);
  return { before: pad, after: pad, out: Math.max(Math.floor((n + 2 * pad - kernel) / stride) + 1, 0) };
}

/** No padding: out = floor((n - kernel) / stride) + 1, at least 0. */
export function validPadding(n: number, kernel: number, stride: number): AxisPadding {
  return { before: 0, after: 0, out: Math.max(Math.floor((n - kernel) / stride) + 1, 0) };
}

/** TensorFlow's two padding rules and PyTorch's usual one. */
export type PaddingRule = "same" | "valid" | "half";

/** The arithmetic of each rule. */
export const PADDING = { same: samePadding, valid: validPadding, half: halfPadding } as const;
