/** Class score of one clip under space-and-time masks, each pixel frozen by its own. */
import * as tf from "@tensorflow/tfjs";
import { reversePixelFrames } from "../math/reverse-pixels.ts";
import { upsampleGrid, type GridShape } from "../math/upsample.ts";
import type { VideoModel } from "../models/model.ts";
import { freezePixels, upsampleMasks } from "../perturb/freeze-pixels.ts";
import { classScore } from "../score/class-score.ts";
import type { MaskScores } from "./clip-score.ts";
import type { MaskScorer } from "./descent.ts";

/**
 * The target's softmax probability under masks [T, h, w]. Unlike with one value per frame, nothing can be computed in
 * advance: each step runs the whole network on the frozen pixels and takes the gradient back to them.
 */
export class PixelScore implements MaskScorer {
  readonly #model: VideoModel;
  readonly #frames: tf.Tensor5D;
  readonly #target: number;
  readonly #grid: GridShape;
  /** A search has one start, and one clip at full size fills a small device. */
  readonly mostAtOnce = 1;

  /** @param frames  [1, T, H, W, 3] as the model's card says; stays the caller's. */
  constructor(model: VideoModel, frames: tf.Tensor5D, target: number, grid: GridShape) {
    this.#model = model;
    this.#frames = frames;
    this.#target = target;
    this.#grid = grid;
  }

  /**
   * Returns the scores of the frozen clip.
   *
   * @param masks  [B, T h w]; zeros give the clip's own score, OS.
   */
  perturbed(masks: tf.Tensor2D): tf.Tensor1D {
    return tf.tidy(() => {
      const pixels = upsampleMasks(masks, this.#grid, this.#size);
      return this.#score(freezePixels(this.#frames, pixels));
    });
  }

  /**
   * Returns FS and RS of one mask [T, h, w]: the score frozen with it, and with each pixel's runs (m > 0.1) reversed.
   */
  async scoresUnder(mask: ArrayLike<number>): Promise<MaskScores> {
    const reversed = await this.#reversed(mask);
    const scores = tf.tidy(() => {
      const frozen = this.perturbed(tf.tensor2d(Float32Array.from(mask), [1, mask.length]));
      return tf.concat([frozen, this.#score(tf.tensor5d(reversed, this.#frames.shape))]);
    });
    try {
      const [fs, rs] = (await scores.data()) as unknown as [number, number];
      return { fs, rs };
    } finally {
      scores.dispose();
    }
  }

  async #reversed(mask: ArrayLike<number>): Promise<Float32Array> {
    const T = this.#frames.shape[1];
    const cells = mask.length / T;
    const values = Float32Array.from(mask);
    const { h, w } = this.#size;
    const pixels = new Float32Array(T * h * w);
    for (let t = 0; t < T; t++) {
      const grid = values.subarray(t * cells, (t + 1) * cells);
      pixels.set(upsampleGrid(grid, this.#grid, this.#size), t * h * w);
    }
    return reversePixelFrames(await this.#frames.data<"float32">(), pixels, T);
  }

  get #size(): GridShape {
    const [, , h, w] = this.#frames.shape;
    return { h, w };
  }

  #score(frames: tf.Tensor5D): tf.Tensor1D {
    return classScore(this.#model.logits(frames), this.#target, "probability");
  }
}
