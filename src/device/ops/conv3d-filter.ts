/** A convolution's weights in the layouts that the kernels need, and its padding under a rule. */
import * as tf from "@tensorflow/tfjs";
import { invariant } from "../../base/errors.ts";
import { PADDING, sizeOf, type PaddingRule, type Triple } from "../../base/shape.ts";
import type { ConvolutionAxes } from "../kernels/conv3d.ts";

/** Filter weights, laid out once for the forward and once for the gradient pass. Its creator disposes it. */
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

/** Returns the padding and output size along t, h and w for an input of `shape` [B, T, H, W, C]. */
export function paddingOf(
  shape: readonly number[],
  filter: Pick<Conv3dFilter, "shape">,
  strides: Triple,
  padding: PaddingRule,
): ConvolutionAxes {
  const rule = PADDING[padding];
  const along = (axis: 0 | 1 | 2) => rule(shape[axis + 1]!, filter.shape[axis], strides[axis]);
  return [along(0), along(1), along(2)];
}
