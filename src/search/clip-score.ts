/** One class score of one clip under any temporal masks: what a search asks for, hundreds of times. */
import * as tf from "@tensorflow/tfjs";
import type { FrameResponses } from "../device/ops/frame-responses.ts";
import type { OperatorName } from "../math/operator.ts";
import type { VideoModel } from "../models/model.ts";
import { operatorWeights } from "../perturb/operator-weights.ts";
import { classScore } from "../score/class-score.ts";
import type { MaskScorer } from "./descent.ts";

/**
 * Most bytes that the first layer's output may take for all clips of one batch. Later layers need some ten times as
 * much, so a full-size network takes two clips at once, and a small one all that a search ever asks for.
 */
const MOST_BYTES = 2 ** 26;

/** Scores of one mask, whatever it was searched with. */
export interface MaskScores {
  /** Frozen with it. */
  readonly fs: number;
  /** With its runs reversed. */
  readonly rs: number;
  /** Under the scorer's operator, where that is neither. */
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
   * @param operator   what `perturbed` does with masks.
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

  /** A mask of zeros gives the clip's own score, OS. */
  perturbed(masks: tf.Tensor2D): tf.Tensor1D {
    return tf.tidy(() => this.#score(operatorWeights(this.#operator, masks)));
  }

  /** The same for the frozen clip, whatever the operator. */
  frozen(masks: tf.Tensor2D): tf.Tensor1D {
    return tf.tidy(() => this.#score(operatorWeights("freeze", masks)));
  }

  /** Scores of one mask [T]: frozen, reversed, and under an operator that is neither. */
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
