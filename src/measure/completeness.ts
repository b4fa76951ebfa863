/**
 * Integrated gradients over the mask (Sundararajan, Taly & Yan, ICML 2017): how much of the score each frame takes, in
 * contributions that add up to the total drop. The path is m = alpha (1, ..., 1), from the clip as filmed to the clip
 * with every frame perturbed. Departure: the features are the mask's values, not pixels, so no baseline picture is
 * needed.
 */
import * as tf from "@tensorflow/tfjs";
import { scoresAndGradients, type MaskScorer } from "../search/descent.ts";
import type { Completeness } from "../faithfulness/faithfulness.ts";
import { finite, MOST_PER_BATCH, type Done } from "./hard-scores.ts";

/** A point on the path, with the length of path that it represents. */
export interface PathPoint {
  /** Value of every entry of the mask, in [0, 1]. */
  readonly alpha: number;
  readonly weight: number;
}

/**
 * Returns points on the path, by the midpoint rule in s where alpha = 1 - (1 - s)^3. Frozen frames mix with powers of
 * alpha, so the score changes most where alpha is near 1; there the points lie closest.
 */
export function pathPoints(steps: number): PathPoint[] {
  return Array.from({ length: steps }, (_, i) => {
    const left = 1 - (i + 0.5) / steps;
    return { alpha: 1 - left ** 3, weight: (3 * left ** 2) / steps };
  });
}

/** Largest error of the sum, in probability, that needs no second pass. */
const CLOSE_ENOUGH = 0.02;
/** Factor by which the second pass has more points. */
const FINER = 3;

/**
 * Integrates gradients along a path of `steps` points. If the contributions do not add up, does so again with three
 * times as many points, because a wrong sum then reflects the coarse path and not the mask. Yields progress.
 */
export async function* completenessOf(
  scorer: MaskScorer,
  T: number,
  expected: number,
  steps: number,
): AsyncGenerator<Done, Completeness, void> {
  const found = yield* integrateGradients(scorer, T, expected, pathPoints(steps));
  if (Math.abs(found.sum - expected) <= CLOSE_ENOUGH) return found;
  return yield* integrateGradients(scorer, T, expected, pathPoints(FINER * steps));
}

/**
 * Computes attributions a[t] = - sum over the path's points of weight * d score / d m[t]. A positive value means that
 * perturbing the frame lowers the score. Yields progress after each batch.
 *
 * @param expected  score of the clip as filmed minus that of the clip with every frame perturbed: the correct sum.
 * @throws {LabError} "value" if a gradient is not a finite number.
 */
export async function* integrateGradients(
  scorer: MaskScorer,
  T: number,
  expected: number,
  path: readonly PathPoint[],
): AsyncGenerator<Done, Completeness, void> {
  const attributions = new Array<number>(T).fill(0);
  const most = Math.min(scorer.mostAtOnce, MOST_PER_BATCH);
  for (let at = 0; at < path.length; at += most) {
    const some = path.slice(at, at + most);
    const { value, grad } = tf.tidy(() =>
      scoresAndGradients(scorer, tf.tensor2d(some.map(({ alpha }) => new Array<number>(T).fill(alpha)))),
    );
    try {
      const slopes = await grad.data<"float32">();
      slopes.forEach((slope, i) => {
        const { weight } = some[Math.floor(i / T)]!;
        attributions[i % T]! -= finite(slope, "integrateGradients") * weight;
      });
    } finally {
      tf.dispose([value, grad]);
    }
    yield { done: at + some.length, of: path.length };
  }
  // Adding 0 turns a negative zero into 0.
  const sum = attributions.reduce((total, share) => total + share, 0);
  return { attributions: attributions.map((share) => share + 0), sum, expected, steps: path.length };
}
