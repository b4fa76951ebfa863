/** Weighted sums of rows, differentiable in the weights. */
import * as tf from "@tensorflow/tfjs";
import { runMixRows, runMixRowsGradient } from "../kernels/mix-rows.ts";

/**
 * Computes y[r] = sum over s of weights[r, s] rows[s].
 *
 * @param weights  [R, S]; stays the caller's.
 * @param rows     [S, n], a constant: no gradient flows to it. Stays the caller's.
 * @returns        [R, n], new.
 */
export function mixRows(weights: tf.Tensor2D, rows: tf.Tensor2D): tf.Tensor2D {
  const run = tf.customGrad((input) => ({
    value: runMixRows(input as tf.Tensor2D, rows),
    gradFunc: (gradY: tf.Tensor) => runMixRowsGradient(gradY as tf.Tensor2D, rows),
  }));
  return run(weights) as tf.Tensor2D;
}
