/** Weights of every operator on tensors, differentiable in the masks. `math/sources.ts` is their reference. */
import * as tf from "@tensorflow/tfjs";
import type { OperatorName } from "../math/operator.ts";
import { freezeWeights } from "./freeze.ts";
import { reverseWeights } from "./reverse.ts";

/**
 * Returns W(m) of y = W [sources] for each mask.
 *
 * @param masks  [B, T] in [0, 1]; 1 = perturbed. Stay the caller's.
 * @returns      [B, T, S], new; differentiable. Rows sum to 1.
 */
export function operatorWeights(operator: OperatorName, masks: tf.Tensor2D): tf.Tensor3D {
  return tf.tidy(() => WEIGHTS[operator](masks));
}

const WEIGHTS: Readonly<Record<OperatorName, (masks: tf.Tensor2D) => tf.Tensor3D>> = {
  freeze: freezeWeights,
  reverse: reverseWeights,
  fade: (masks) => tf.concat([unperturbed(masks), masks.expandDims<tf.Tensor3D>(2)], 2),
  blur: (masks) => tf.concat([unperturbed(masks), diagonal(masks)], 2),
};

/** Returns the weight of each frame itself, 1 - m, on the diagonal. */
function unperturbed(masks: tf.Tensor2D): tf.Tensor3D {
  return diagonal(tf.sub(1, masks));
}

/** Puts [B, T] values on the diagonals of [B, T, T]. */
function diagonal(values: tf.Tensor2D): tf.Tensor3D {
  return tf.mul(values.expandDims<tf.Tensor3D>(2), tf.eye(values.shape[1]).expandDims<tf.Tensor3D>(0));
}
