/**
 * Integrated gradients over the mask (Sundararajan, Taly & Yan, ICML 2017): how much of the score each frame takes, as
 * shares that add up to what all take together. The path is m = alpha (1, ..., 1), from the clip as filmed to the clip
 * perturbed everywhere; departure: the features are the mask's values, not pixels, so that no baseline picture is needed.
 */
import * as tf from "@tensorflow/tfjs";
import { scoresAndGradients, type MaskScorer } from "../search/descent.ts";
import type { Completeness } from "./faithfulness.ts";
import { finite, MOST_PER_BATCH, type Done } from "./hard-scores.ts";

/** The middles of `steps` equal parts of [0, 1]: the midpoint rule, whose error falls with the square of their number. */
export function midpoints(steps: number): number[] {
  return Array.from({ length: steps }, (_, i) => (i + 0.5) / steps);
}

/**
 * Attributions a[t] = - mean over the path's points of d score / d m[t]; positive: the frame's perturbing takes score.
 *
 * @param expected  score of the clip as filmed less that of the clip perturbed everywhere: what they should add up to.
 * @param path      values of alpha, each for an equal part of the path.
 * @throws {LabError} "value" where a gradient is not a finite number.
 */
export async function* integrateGradients(
  scorer: MaskScorer,
  T: number,
  expected: number,
  path: readonly number[],
): AsyncGenerator<Done, Completeness, void> {
  const attributions = new Array<number>(T).fill(0);
  const most = Math.min(scorer.mostAtOnce, MOST_PER_BATCH);
  for (let at = 0; at < path.length; at += most) {
    const some = path.slice(at, at + most);
    const { value, grad } = tf.tidy(() =>
      scoresAndGradients(scorer, tf.tensor2d(some.map((alpha) => new Array<number>(T).fill(alpha)))),
    );
    try {
      const slopes = await grad.data<"float32">();
      slopes.forEach((slope, i) => {
        attributions[i % T]! -= finite(slope, "integrateGradients") / path.length;
      });
    } finally {
      tf.dispose([value, grad]);
    }
    yield { done: at + some.length, of: path.length };
  }
  // Adding 0 leaves no negative zero.
  const sum = attributions.reduce((total, share) => total + share, 0);
  return { attributions: attributions.map((share) => share + 0), sum, expected, steps: path.length };
}
