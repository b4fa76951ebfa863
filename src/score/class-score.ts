/** From logits to one number for the target class. */
import * as tf from "@tensorflow/tfjs";
import { LabError } from "../base/errors.ts";

/** What the number is. The paper searches on softmax probabilities. */
export type ScoreKind = "probability" | "logit";

/**
 * The target's score.
 *
 * @param logits  [1, classes]; stays the caller's.
 * @returns       scalar, new; differentiable. A probability lies in [0, 1].
 * @throws {LabError} "value" for a target outside the classes.
 */
export function classScore(logits: tf.Tensor2D, target: number, kind: ScoreKind): tf.Scalar {
  const classes = logits.shape[1];
  if (!Number.isInteger(target) || target < 0 || target >= classes) {
    throw new LabError("value", `classScore: target ${target} is not one of the model's ${classes} classes.`);
  }
  const scores = kind === "probability" ? tf.softmax(logits) : logits;
  return tf.slice(scores, [0, target], [1, 1]).asScalar();
}
