/** Reduces logits to one number for the target class. */
import * as tf from "@tensorflow/tfjs";
import { LabError } from "../base/errors.ts";

/** Kind of number. The paper searches on softmax probabilities. */
export type ScoreKind = "probability" | "logit";

/**
 * Returns the target's score for each clip.
 *
 * @param logits  [B, classes]; stays the caller's.
 * @returns       [B], new; differentiable. A probability lies in [0, 1].
 * @throws {LabError} "value" for a target outside the classes.
 */
export function classScore(logits: tf.Tensor2D, target: number, kind: ScoreKind): tf.Tensor1D {
  const [B, classes] = logits.shape;
  if (!Number.isInteger(target) || target < 0 || target >= classes) {
    throw new LabError("value", `classScore: target ${target} is not one of the model's ${classes} classes.`);
  }
  const scores = kind === "probability" ? tf.softmax(logits) : logits;
  return tf.slice(scores, [0, target], [B, 1]).reshape([B]);
}
