/** Shapes of clips and feature maps, and the padding rules of TensorFlow and PyTorch. */

/** [batch, frames, height, width, channels]. */
export type Shape5 = readonly [B: number, T: number, H: number, W: number, C: number];

/** One number each for time, height and width. */
export type Triple = readonly [t: number, h: number, w: number];

/**
 * Returns the number of elements of a tensor of this shape; 1 for [].
 *
 * @example
 * sizeOf([16, 7, 7]); // 784
 */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}

/** Padding along one axis: zeros before and after it, and the output length of a window sliding over it. */
export interface AxisPadding {
  readonly before: number;
  readonly after: number;
  readonly out: number;
}

/**
 * Returns the padding under TensorFlow's SAME rule: out = ceil(n / stride). The padding needed is split evenly; an
 * odd zero goes after.
 *
 * Never negative: stock `tf.conv3d` pads by -1 if the kernel is smaller than the stride; this returns 0.
 *
 * @example
 * samePadding(16, 3, 2); // { before: 0, after: 1, out: 8 }
 */
export function samePadding(n: number, kernel: number, stride: number): AxisPadding {
  const out = Math.ceil(n / stride);
  const total = Math.max((out - 1) * stride + kernel - n, 0);
  const before = Math.floor(total / 2);
  return { before, after: total - before, out };
}

/**
 * Returns PyTorch's usual padding for odd kernels: (kernel - 1) / 2 zeros at either end, whatever the stride.
 *
 * @example
 * halfPadding(16, 3, 2); // { before: 1, after: 1, out: 8 }
 */
export function halfPadding(n: number, kernel: number, stride: number): AxisPadding {
  const pad = Math.floor((kernel - 1) / 2);
  return { before: pad, after: pad, out: Math.max(Math.floor((n + 2 * pad - kernel) / stride) + 1, 0) };
}

/**
 * Returns no padding: out = floor((n - kernel) / stride) + 1, at least 0.
 *
 * @example
 * validPadding(16, 3, 2); // { before: 0, after: 0, out: 7 }
 */
export function validPadding(n: number, kernel: number, stride: number): AxisPadding {
  return { before: 0, after: 0, out: Math.max(Math.floor((n - kernel) / stride) + 1, 0) };
}

/** TensorFlow's two padding rules ("same", "valid") and PyTorch's usual one ("half"). */
export type PaddingRule = "same" | "valid" | "half";

/** Function that computes the padding under each rule. */
export const PADDING = { same: samePadding, valid: validPadding, half: halfPadding } as const;
