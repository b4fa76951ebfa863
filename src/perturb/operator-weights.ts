/** Every operator's weights on tensors, differentiable in the masks. `math/sources.ts` is their reference. */
import * as tf from "@tensorflow/tfjs";
import type { OperatorName } from "../math/operator.ts";
import { freezeWeights } from "./freeze.ts";
import { reverseWeights } from "./reverse.ts";

/**
 * W(m) of y = W [sources], for each mask.
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
  fade: (masks) => tf.concat([kept(masks), masks.expandDims<tf.Tensor3D>(2)], 2),
  blur: (masks) => tf.concat([kept(masks), diagonal(masks)], 2),
};

/** How much of each frame is left. */
function kept(masks: tf.Tensor2D): tf.Tensor3D {
  return diagonal(tf.sub(1, masks));
}

/** [B, T] -> [B, T, T]. */
function diagonal(values: tf.Tensor2D): tf.Tensor3D {
  return tf.mul(values.expandDims<tf.Tensor3D>(2), tf.eye(values.shape[1]).expandDims<tf.Tensor3D>(0));
}
