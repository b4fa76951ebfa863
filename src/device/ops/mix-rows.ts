/** Weighted sums of rows, differentiable in the weights. */
import * as tf from "@tensorflow/tfjs";

/**
 * y[r] = sum over s of weights[r, s] rows[s].
 *
 * On WASM the product's right factor is packed once for as long as it lives, so the same rows mix cheaply again.
 *
 * @param weights  [R, S]; stays the caller's.
 * @param rows     [S, n], a constant: no gradient flows to it. Stays the caller's.
 * @returns        [R, n], new.
 */
export function mixRows(weights: tf.Tensor2D, rows: tf.Tensor2D): tf.Tensor2D {
  const run = tf.customGrad((input) => ({
    value: tf.matMul(input as tf.Tensor2D, rows),
    // dW = dY rows^T, computed as (rows dY^T)^T: so WASM packs the few columns of dY^T and not the many of rows^T.
    gradFunc: (gradY: tf.Tensor) =>
      tf.tidy(() => tf.transpose(tf.matMul(rows, tf.transpose(gradY as tf.Tensor2D)))),
  }));
  return run(weights) as tf.Tensor2D;
}
