/** Freeze perturbation on tensors, differentiable in the mask. `math/freeze.ts` is its reference. */
import * as tf from "@tensorflow/tfjs";
import { LabError } from "../base/errors.ts";
import { runFreezeWeights, runFreezeWeightsGradient } from "../device/kernels/freeze-weights.ts";
import { mixRows } from "../device/ops/mix-rows.ts";

/**
 * Returns W(m) of the freeze y = W x for each mask: y[0] = x[0]; y[t] = (1 - m[t]) x[t] + m[t] y[t-1].
 *
 * @param masks  [B, T] in [0, 1]; 1 = perturbed. Stay the caller's.
 * @returns      [B, T, T], new, lower triangular, rows sum to 1; differentiable. The gradient of m[0] is 0.
 * @see arXiv:2002.00367, freeze perturbation.
 */
export function freezeWeights(masks: tf.Tensor2D): tf.Tensor3D {
  const run = tf.customGrad((input, save) => {
    const weights = runFreezeWeights(input as tf.Tensor2D);
    (save as tf.GradSaveFunc)([weights, input as tf.Tensor2D]);
    return {
      value: weights,
      gradFunc: (gradWeights: tf.Tensor, saved: tf.Tensor[]) =>
        runFreezeWeightsGradient(
          saved[0] as tf.Tensor3D,
          saved[1] as tf.Tensor2D,
          gradWeights as tf.Tensor3D,
        ),
    };
  });
  return run(masks);
}

/**
 * Returns the frozen clip.
 *
 * @param frames  [1, T, H, W, C], any range; a constant, so no gradient flows to it. Stays the caller's.
 * @param mask    [T] in [0, 1]; stays the caller's.
 * @returns       [1, T, H, W, C], new; differentiable in the mask.
 * @throws {LabError} "shape" if the mask's length is not T.
 */
export function freezeFrames(frames: tf.Tensor5D, mask: tf.Tensor1D): tf.Tensor5D {
  const [B, T] = frames.shape;
  if (B !== 1 || mask.shape[0] !== T) {
    throw new LabError(
      "shape",
      `freezeFrames: the mask has ${mask.shape[0]} values but the clip has ${B} x ${T} frames; it needs one value per frame.`,
    );
  }
  return tf.tidy(() => {
    const weights = freezeWeights(mask.reshape([1, T])).reshape<tf.Tensor2D>([T, T]);
    return mixRows(weights, frames.reshape<tf.Tensor2D>([T, -1])).reshape(frames.shape);
  });
}
