/** Class score of one clip under any temporal masks; a search evaluates it hundreds of times. */
import * as tf from "@tensorflow/tfjs";
import type { FrameResponses } from "../device/ops/frame-responses.ts";
import type { OperatorName } from "../math/operator.ts";
import type { VideoModel } from "../models/model.ts";
import { operatorWeights } from "../perturb/operator-weights.ts";
import { classScore } from "../score/class-score.ts";
import type { MaskScorer } from "./descent.ts";

/**
 * Memory limit for the first layer's output of all clips in a batch, in bytes. Later layers need about ten times as
 * much, so a full-size network takes two clips at once, and a small one as many as a search ever needs.
 */
const MOST_BYTES = 2 ** 26;

/** Scores of one mask, whichever operator it was searched with. */
export interface MaskScores {
  /** Score of the clip frozen with the mask. */
  readonly fs: number;
  /** Score of the clip with the mask's runs reversed. */
  readonly rs: number;
  /** Score under the scorer's operator, if it is neither freeze nor reverse. */
  readonly own?: number;
}

/** The target's softmax probability under masks. */
export class ClipScore implements MaskScorer {
  readonly #model: VideoModel;
  readonly #responses: FrameResponses;
  readonly #target: number;
  readonly #operator: OperatorName;
  readonly mostAtOnce: number;

  /**
   * @param responses  `model.respond` of the operator's sources (`math/sources.ts`); stay the caller's.
   * @param operator   operator that `perturbed` applies.
   */
  constructor(
    model: VideoModel,
    responses: FrameResponses,
    target: number,
    operator: OperatorName = "freeze",
  ) {
    this.#model = model;
    this.#responses = responses;
    this.#target = target;
    this.#operator = operator;
    this.mostAtOnce = Math.max(Math.floor(MOST_BYTES / responses.mixedBytes), 1);
  }

  /** Returns the scores under the scorer's operator. A mask of zeros gives the clip's own score, OS. */
  perturbed(masks: tf.Tensor2D): tf.Tensor1D {
    return tf.tidy(() => this.#score(operatorWeights(this.#operator, masks)));
  }

  /** Returns the scores of the frozen clip, whatever the operator. */
  frozen(masks: tf.Tensor2D): tf.Tensor1D {
    return tf.tidy(() => this.#score(operatorWeights("freeze", masks)));
  }

  /** Returns the scores of one mask [T]: frozen, reversed, and under the scorer's operator if it is neither. */
  async scoresUnder(mask: ArrayLike<number>): Promise<MaskScores> {
    const hasOwn = this.#operator !== "freeze" && this.#operator !== "reverse";
    const scores = tf.tidy(() => {
      const masks = tf.tensor2d(Float32Array.from(mask), [1, mask.length]);
      const weights = (["freeze", "reverse"] as const).map((operator) => operatorWeights(operator, masks));
      const two =
        this.mostAtOnce > 1 ? [this.#score(tf.concat(weights))] : weights.map((one) => this.#score(one));
      return tf.concat(hasOwn ? [...two, this.perturbed(masks)] : two);
    });
    try {
      const [fs, rs, own] = (await scores.data()) as unknown as [number, number, number];
      return hasOwn ? { fs, rs, own } : { fs, rs };
    } finally {
      scores.dispose();
    }
  }

  #score(weights: tf.Tensor3D): tf.Tensor1D {
    return classScore(this.#model.logitsOfMix(this.#responses, weights), this.#target, "probability");
  }
}
