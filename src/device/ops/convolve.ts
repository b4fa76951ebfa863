/**
 * The two passes of a 3-D convolution as 2-D convolutions over time-unfolded frames, and the filter layout they need.
 *
 * Why not stock: tfjs-backend-wasm 4.22 computes `Conv3DBackpropInputV2` wrongly for more than one frame, its
 * conv3d is naive, and so is WebGPU's. The 2-D kernels (XNNPACK on WASM, tiled matmul on WebGPU) are right and fast.
 */
import * as tf from "@tensorflow/tfjs";
import { invariant } from "../../base/errors.ts";
import {
  halfPadding,
  samePadding,
  sizeOf,
  validPadding,
  type AxisPadding,
  type Triple,
} from "../../base/shape.ts";
import { timeUnfold } from "../kernels/time-unfold.ts";
import { zeroStuff } from "../kernels/zero-stuff.ts";

/** TensorFlow's two padding rules and PyTorch's usual one; see `base/shape.ts`. */
export type PaddingRule = "same" | "valid" | "half";

/** The arithmetic of each rule. */
export const PADDING = { same: samePadding, valid: validPadding, half: halfPadding } as const;

/** Filter weights, laid out once for the forward and once for the gradient pass. Whoever makes it disposes it. */
export class Conv3dFilter {
  /** [kt, kh, kw, in, out]. */
  readonly shape: readonly [kt: number, kh: number, kw: number, inChannels: number, outChannels: number];
  /** [kh, kw, kt * in, out]. */
  readonly forward: tf.Tensor4D;
  /** [out]. */
  readonly bias: tf.Tensor1D;
  /** [kh, kw, kt * out, in]: flipped in all three directions, channels swapped. */
  readonly backward: tf.Tensor4D;

  /**
   * @param values  [kt, kh, kw, in, out], row-major.
   * @param bias    [out].
   */
  constructor(values: Float32Array, shape: Conv3dFilter["shape"], bias: Float32Array) {
    invariant(
      values.length === sizeOf(shape),
      () => `filter has ${values.length} values for ${shape.join("x")}`,
    );
    invariant(bias.length === shape[4], () => `bias has ${bias.length} values for ${shape[4]} channels`);
    this.shape = shape;
    const [kt, kh, kw, C, O] = shape;
    const forward = new Float32Array(values.length);
    const backward = new Float32Array(values.length);
    for (let t = 0; t < kt; t++) {
      for (let y = 0; y < kh; y++) {
        for (let x = 0; x < kw; x++) {
          const from = ((t * kh + y) * kw + x) * C * O;
          forward.set(values.subarray(from, from + C * O), ((y * kw + x) * kt + t) * C * O);
          const to = (((kh - 1 - y) * kw + (kw - 1 - x)) * kt + (kt - 1 - t)) * C * O;
          for (let c = 0; c < C; c++) {
            for (let o = 0; o < O; o++) backward[to + o * C + c] = values[from + c * O + o]!;
          }
        }
      }
    }
    this.forward = tf.keep(tf.tensor4d(forward, [kh, kw, kt * C, O]));
    this.backward = tf.keep(tf.tensor4d(backward, [kh, kw, kt * O, C]));
    this.bias = tf.keep(tf.tensor1d(bias));
  }

  /** Frees the weights. */
  dispose(): void {
    tf.dispose([this.forward, this.backward, this.bias]);
  }
}

/** Padding along time, height and width. */
export type Axes = readonly [t: AxisPadding, h: AxisPadding, w: AxisPadding];

/** What the rule makes of an input of `shape` [B, T, H, W, C]. */
export function paddingOf(
  shape: readonly number[],
  filter: Pick<Conv3dFilter, "shape">,
  strides: Triple,
  padding: PaddingRule,
): Axes {
  const rule = PADDING[padding];
  const along = (axis: 0 | 1 | 2) => rule(shape[axis + 1]!, filter.shape[axis], strides[axis]);
  return [along(0), along(1), along(2)];
}

/** One 2-D convolution over unfolded frames; `filter` is [kh, kw, kt * in, out]. Not differentiable by itself. */
export function convolve(
  x: tf.Tensor5D,
  filter: tf.Tensor4D,
  kt: number,
  strides: Triple,
  [t, h, w]: Axes,
  bias?: tf.Tensor1D,
  relu = false,
): tf.Tensor5D {
  const [B, T, H, W, C] = x.shape;
  return tf.tidy(() => {
    const unfolded =
      kt === 1 && t.out === T && strides[0] === 1
        ? x.reshape<tf.Tensor4D>([B * T, H, W, C])
        : timeUnfold(x, { kernel: kt, stride: strides[0], before: t.before, out: t.out });
    const y = tf.fused.conv2d({
      x: unfolded,
      filter,
      strides: [strides[1], strides[2]],
      pad: [
        [0, 0],
        [h.before, h.after],
        [w.before, w.after],
        [0, 0],
      ],
      ...(bias ? { bias } : {}),
      activation: relu ? "relu" : "linear",
    });
    return y.reshape<tf.Tensor5D>([B, t.out, y.shape[1], y.shape[2], y.shape[3]]);
  });
}

/**
 * dx = convolution of the zero-stuffed dy with the flipped filter, padded so that every x is met.
 *
 * @param shape  [B, T, H, W, in] of x.
 */
export function convolveInputGradient(
  gradY: tf.Tensor5D,
  filter: Conv3dFilter,
  strides: Triple,
  axes: Axes,
  shape: readonly number[],
): tf.Tensor5D {
  return tf.tidy(() => {
    const stuffed = zeroStuff(gradY, strides);
    const along = (axis: 0 | 1 | 2): AxisPadding => {
      const n = shape[axis + 1]!;
      const before = filter.shape[axis] - 1 - axes[axis].before;
      return { before, after: n + filter.shape[axis] - 1 - before - stuffed.shape[axis + 1]!, out: n };
    };
    return convolve(stuffed, filter.backward, filter.shape[0], [1, 1, 1], [along(0), along(1), along(2)]);
  });
}
