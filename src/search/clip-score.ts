/** One class score of one clip under any temporal masks: what a search asks for, hundreds of times. */
import * as tf from "@tensorflow/tfjs";
import type { FrameResponses } from "../device/ops/frame-responses.ts";
import type { VideoModel } from "../models/model.ts";
import { freezeWeights } from "../perturb/freeze.ts";
import { reverseWeights } from "../perturb/reverse.ts";
import { classScore } from "../score/class-score.ts";
import type { MaskScorer } from "./descent.ts";

/**
 * Most bytes that the first layer's output may take for all clips of one batch. Later layers need some ten times as
 * much, so a full-size network takes two clips at once, and a small one all that a search ever asks for.
 */
const MOST_BYTES = 2 ** 26;

/** The target's softmax probability under masks. */
export class ClipScore implements MaskScorer {
  readonly #model: VideoModel;
  readonly #responses: FrameResponses;
  readonly #target: number;
  readonly mostAtOnce: number;

  /** @param responses  `model.respond` of the clip; stay the caller's. */
  constructor(model: VideoModel, responses: FrameResponses, target: number) {
    this.#model = model;
    this.#responses = responses;
    this.#target = target;
    this.mostAtOnce = Math.max(Math.floor(MOST_BYTES / responses.mixedBytes), 1);
  }

  /** A mask of zeros gives the clip's own score, OS. */
  perturbed(masks: tf.Tensor2D): tf.Tensor1D {
    return tf.tidy(() => this.#score(freezeWeights(masks)));
  }

  /** FS and RS of one mask [T]: the score frozen with it, and with its runs reversed. */
  async freezeAndReverse(mask: ArrayLike<number>): Promise<{ fs: number; rs: number }> {
    const scores = tf.tidy(() => {
      const weights = [
        freezeWeights(tf.tensor2d(Float32Array.from(mask), [1, mask.length])),
        reverseWeights(mask),
      ];
      return this.mostAtOnce > 1
        ? this.#score(tf.concat(weights))
        : tf.concat(weights.map((one) => this.#score(one)));
    });
    try {
      const [fs, rs] = (await scores.data()) as unknown as [number, number];
      return { fs, rs };
    } finally {
      scores.dispose();
    }
  }

  #score(weights: tf.Tensor3D): tf.Tensor1D {
    return classScore(this.#model.logitsOfMix(this.#responses, weights), this.#target, "probability");
  }
}
