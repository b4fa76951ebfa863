/**
 * What a first convolution makes of each original frame, so that mixing frames costs only mixing.
 *
 * Freeze and reverse give y = W x, linear in the frames, and a convolution is linear too:
 *   conv(W x)[t'] = sum over k, s of W[t' stride + k - before, s] * (filter[k] applied to frame s).
 * The bracket depends on the clip alone: compute it once, and every step of a search only mixes. Exact, not an
 * approximation; and the gradient with respect to W needs no transposed convolution.
 */
import * as tf from "@tensorflow/tfjs";
import type { Triple } from "../../base/shape.ts";
import { runConv3d } from "../kernels/conv3d.ts";
import { paddingOf, type Conv3dFilter, type PaddingRule } from "./conv3d-filter.ts";
import { mixRows } from "./mix-rows.ts";

/** Responses of one clip to one first layer. The maker disposes it. */
export class FrameResponses {
  private constructor(
    /** [kt * T, h * w * out]: tap k applied to frame s in row k * T + s. */
    private readonly rows: tf.Tensor2D,
    /** [T' * kt, T] of zeros and ones: which original-time index tap k of output t' looks at. */
    private readonly taps: tf.Tensor2D,
    private readonly bias: tf.Tensor1D,
    private readonly shape: readonly [kt: number, outT: number, h: number, w: number, out: number],
  ) {}

  /**
   * Applies every temporal tap of the filter to every frame.
   *
   * @param frames  [1, T, H, W, C]; stays the caller's. Memory: kt T h w out floats.
   */
  static of(
    frames: tf.Tensor5D,
    filter: Conv3dFilter,
    strides: Triple,
    padding: PaddingRule,
  ): FrameResponses {
    const T = frames.shape[1];
    const [kt, kh, kw, C, O] = filter.shape;
    const axes = paddingOf(frames.shape, filter, strides, padding);
    const [time, height, width] = axes;
    const rows = tf.tidy(() => {
      // [kh, kw, kt * C, O] -> [kh, kw, C, kt * O]: all taps at once, each on a single frame.
      const perTap = filter.forward
        .reshape([kh * kw, kt, C, O])
        .transpose([0, 2, 1, 3])
        .reshape<tf.Tensor4D>([kh, kw, C, kt * O]);
      const single = { before: 0, after: 0, out: T };
      const responses = runConv3d(frames, perTap, null, {
        frames: 1,
        strides: [1, strides[1], strides[2]],
        axes: [single, height, width],
        relu: false,
      });
      return responses
        .reshape([T, height.out * width.out, kt, O])
        .transpose([2, 0, 1, 3])
        .reshape<tf.Tensor2D>([kt * T, height.out * width.out * O]);
    });
    const taps = new Float32Array(time.out * kt * T);
    for (let t = 0; t < time.out; t++) {
      for (let k = 0; k < kt; k++) {
        const at = t * strides[0] + k - time.before;
        if (at >= 0 && at < T) taps[(t * kt + k) * T + at] = 1;
      }
    }
    const shape = [kt, time.out, height.out, width.out, O] as const;
    return new FrameResponses(
      tf.keep(rows),
      tf.keep(tf.tensor2d(taps, [time.out * kt, T])),
      tf.keep(filter.bias.clone()),
      shape,
    );
  }

  /**
   * The layer's output for the mixed clip, bias added, before any activation.
   *
   * @param weights  [T, T], W of y = W x; stays the caller's.
   * @returns        [1, T', h, w, out], new; differentiable in the weights.
   */
  mix(weights: tf.Tensor2D): tf.Tensor5D {
    const [kt, outT, h, w, O] = this.shape;
    const T = weights.shape[0];
    const perTap = tf.matMul(this.taps, weights).reshape<tf.Tensor2D>([outT, kt * T]);
    const mixed = mixRows(perTap, this.rows).reshape<tf.Tensor4D>([outT, h, w, O]);
    return tf.add(mixed, this.bias).reshape([1, outT, h, w, O]);
  }

  /** Frees the responses. */
  dispose(): void {
    tf.dispose([this.rows, this.taps, this.bias]);
  }
}
