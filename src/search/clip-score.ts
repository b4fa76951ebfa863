/** One class score of one clip under any temporal mask: what a search asks for, hundreds of times. */
import * as tf from "@tensorflow/tfjs";
import type { FrameResponses } from "../device/ops/frame-responses.ts";
import type { VideoModel } from "../models/model.ts";
import { freezeWeights } from "../perturb/freeze.ts";
import { reverseWeights } from "../perturb/reverse.ts";
import { classScore } from "../score/class-score.ts";
import type { ScoreAndGradient } from "../math/mask-loss.ts";

/** The target's softmax probability under masks. */
export class ClipScore {
  readonly #model: VideoModel;
  readonly #responses: FrameResponses;
  readonly #target: number;

  /** @param responses  `model.respond` of the clip; stay the caller's. */
  constructor(model: VideoModel, responses: FrameResponses, target: number) {
    this.#model = model;
    this.#responses = responses;
    this.#target = target;
  }

  /** Score of the clip frozen with the mask [T]. A mask of zeros gives the clip's own score, OS. */
  freeze(mask: ArrayLike<number>): Promise<number> {
    return read(() => this.#score(freezeWeights(tf.tensor1d(Float32Array.from(mask)))));
  }

  /** Score of the clip with the mask's runs reversed. */
  reverse(mask: ArrayLike<number>): Promise<number> {
    return read(() => this.#score(reverseWeights(mask)));
  }

  /** Freeze score and its gradient with respect to the mask, [T]; entry 0 is 0. */
  async freezeWithGradient(mask: ArrayLike<number>): Promise<ScoreAndGradient> {
    const { value, grad } = tf.tidy(() =>
      tf.valueAndGrad((m: tf.Tensor1D) => this.#score(freezeWeights(m)))(
        tf.tensor1d(Float32Array.from(mask)),
      ),
    );
    try {
      const [score, gradient] = await Promise.all([value.data(), grad.data()]);
      return { score: score[0]!, gradient };
    } finally {
      tf.dispose([value, grad]);
    }
  }

  #score(weights: tf.Tensor2D): tf.Scalar {
    return classScore(this.#model.logitsOfMix(this.#responses, weights), this.#target, "probability");
  }
}

async function read(compute: () => tf.Scalar): Promise<number> {
  const scalar = tf.tidy(compute);
  try {
    return (await scalar.data())[0]!;
  } finally {
    scalar.dispose();
  }
}
