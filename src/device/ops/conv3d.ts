/**
 * 3-D convolution with bias and ReLU and a gradient of its own (see `convolve.ts` for how and why).
 * Filters are constants here, so their gradient is never computed.
 */
import * as tf from "@tensorflow/tfjs";
import { invariant } from "../../base/errors.ts";
import type { Triple } from "../../base/shape.ts";
import { reluGate } from "../kernels/relu-gate.ts";
import {
  convolve,
  convolveInputGradient,
  paddingOf,
  type Conv3dFilter,
  type PaddingRule,
} from "./convolve.ts";

/** How a filter slides and what follows it. */
export interface Conv3dOptions {
  /** Default [1, 1, 1]. */
  readonly strides?: Triple;
  /** Default "same". */
  readonly padding?: PaddingRule;
  /** Default false. */
  readonly relu?: boolean;
}

/**
 * y = relu?(conv(x, filter) + bias).
 *
 * @param x  [B, T, H, W, in]; stays the caller's.
 * @returns  [B, T', H', W', out], new; differentiable in x alone.
 */
export function conv3d(x: tf.Tensor5D, filter: Conv3dFilter, options: Conv3dOptions = {}): tf.Tensor5D {
  const { strides = [1, 1, 1], padding = "same", relu = false } = options;
  invariant(
    x.shape[4] === filter.shape[3],
    () => `conv3d: ${x.shape[4]} channels meet a filter for ${filter.shape[3]}`,
  );
  const axes = paddingOf(x.shape, filter, strides, padding);
  const run = tf.customGrad((input, save) => {
    const y = convolve(
      input as tf.Tensor5D,
      filter.forward,
      filter.shape[0],
      strides,
      axes,
      filter.bias,
      relu,
    );
    (save as tf.GradSaveFunc)(relu ? [y] : []);
    const gradFunc = (gradY: tf.Tensor, saved: tf.Tensor[]) => {
      const gated = relu ? reluGate(gradY, saved[0]!) : gradY;
      return convolveInputGradient(gated as tf.Tensor5D, filter, strides, axes, x.shape);
    };
    return { value: y, gradFunc };
  });
  return run(x);
}
