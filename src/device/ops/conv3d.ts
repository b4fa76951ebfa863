/** 3-D convolution with bias and ReLU. Filters are constants here, so their gradient is never computed. */
import * as tf from "@tensorflow/tfjs";
import { invariant } from "../../base/errors.ts";
import type { PaddingRule, Triple } from "../../base/shape.ts";
import { runConv3d, runConv3dInputGradient } from "../kernels/conv3d.ts";
import { paddingOf, type Conv3dFilter } from "./conv3d-filter.ts";

/** Strides, padding and activation of a convolution. */
export interface Conv3dOptions {
  /** Default [1, 1, 1]. */
  readonly strides?: Triple;
  /** Default "same". */
  readonly padding?: PaddingRule;
  /** Apply a ReLU to the result. Default false. */
  readonly relu?: boolean;
}

/**
 * Computes y = relu?(conv(x, filter) + bias).
 *
 * @param x  [B, T, H, W, in]; stays the caller's.
 * @returns  [B, T', H', W', out], new; differentiable in x alone.
 */
export function conv3d(x: tf.Tensor5D, filter: Conv3dFilter, options: Conv3dOptions = {}): tf.Tensor5D {
  const { strides = [1, 1, 1], padding = "same", relu = false } = options;
  invariant(
    x.shape[4] === filter.shape[3],
    () => `conv3d: input has ${x.shape[4]} channels but the filter takes ${filter.shape[3]}`,
  );
  const convolution = {
    frames: filter.shape[0],
    strides,
    axes: paddingOf(x.shape, filter, strides, padding),
  };
  const run = tf.customGrad((input, save) => {
    const y = runConv3d(input as tf.Tensor5D, filter.forward, filter.bias, { ...convolution, relu });
    (save as tf.GradSaveFunc)(relu ? [y] : []);
    const gradFunc = (gradY: tf.Tensor, [saved]: tf.Tensor[]) =>
      runConv3dInputGradient(
        gradY as tf.Tensor5D,
        filter.backward,
        (saved as tf.Tensor5D | undefined) ?? null,
        {
          ...convolution,
          shape: x.shape,
        },
      );
    return { value: y, gradFunc };
  });
  return run(x);
}
