/** 3-D max pooling with a gradient that is right for inputs of any sign. */
import * as tf from "@tensorflow/tfjs";
import { PADDING, type PaddingRule, type Triple } from "../../base/shape.ts";
import { poolSizes } from "../../math/max-pool3d.ts";
import { runMaxPool3d, runMaxPool3dGradient } from "../kernels/max-pool3d.ts";

/**
 * Computes the maximum over each window; padding never wins. Among equal values, the first in t, y, x order gets the
 * gradient.
 *
 * @param x  [B, T, H, W, C]; stays the caller's.
 * @returns  [B, T', H', W', C], new; differentiable.
 */
export function maxPool3d(
  x: tf.Tensor5D,
  window: Triple,
  strides: Triple,
  padding: PaddingRule,
): tf.Tensor5D {
  const sizes = poolSizes(x.shape, window, strides, PADDING[padding]);
  const run = tf.customGrad((input, save) => {
    const [y, argmax] = runMaxPool3d(input as tf.Tensor5D, sizes);
    (save as tf.GradSaveFunc)([argmax]);
    return {
      value: y,
      gradFunc: (gradY: tf.Tensor, saved: tf.Tensor[]) =>
        runMaxPool3dGradient(gradY as tf.Tensor5D, saved[0] as tf.Tensor5D, sizes),
    };
  });
  return run(x);
}
