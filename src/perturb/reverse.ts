/** Reverse perturbation on tensors, differentiable in the mask. `math/reverse.ts` is its reference. */
import * as tf from "@tensorflow/tfjs";
import { runReverseWeights, runReverseWeightsGradient } from "../device/kernels/reverse-weights.ts";

/**
 * Returns W(m) of the reverse y = W x for each mask.
 *
 * @param masks  [B, T] in [0, 1]; 1 = perturbed. Stay the caller's.
 * @returns      [B, T, T], new; differentiable in the blend weights: the first frame of each mirrored pair. The
 *               choice of frames that form a run is discrete and has no gradient.
 * @see arXiv:2002.00367, reverse perturbation.
 */
export function reverseWeights(masks: tf.Tensor2D): tf.Tensor3D {
  const run = tf.customGrad((input, save) => {
    (save as tf.GradSaveFunc)([input as tf.Tensor2D]);
    return {
      value: runReverseWeights(input as tf.Tensor2D),
      gradFunc: (gradWeights: tf.Tensor, [saved]: tf.Tensor[]) =>
        runReverseWeightsGradient(saved as tf.Tensor2D, gradWeights as tf.Tensor3D),
    };
  });
  return run(masks);
}
