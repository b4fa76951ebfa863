/** A class score whose correct mask is known: planted frames alone carry it. */
import * as tf from "@tensorflow/tfjs";
import type { MaskScorer } from "../../src/search/descent.ts";

/**
 * Returns a scorer with score 1 / (1 + exp(gain (sum of planted m - half))): high while most planted frames are free,
 * low once they are frozen.
 *
 * @param planted  frames, 0-based.
 * @param T        number of frames.
 */
export function plantedScorer(planted: readonly number[], T: number, gain = 4): MaskScorer {
  const weights = Float32Array.from({ length: T }, (_, t) => (planted.includes(t) ? 1 : 0));
  return {
    mostAtOnce: 16,
    perturbed: (masks) =>
      tf.tidy(() => {
        const frozen = tf.sum(tf.mul(masks, tf.tensor2d(weights, [1, T])), 1);
        return tf.sigmoid(tf.mul(tf.sub(planted.length / 2, frozen), gain)).as1D();
      }),
  };
}
