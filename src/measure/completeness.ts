/**
 * Integrated gradients over the mask (Sundararajan, Taly & Yan, ICML 2017): how much of the score each frame takes, as
 * shares that add up to what all take together. The path is m = alpha (1, ..., 1), from the clip as filmed to the clip
 * perturbed everywhere; departure: the features are the mask's values, not pixels, so that no baseline picture is needed.
 */
import * as tf from "@tensorflow/tfjs";
import { scoresAndGradients, type MaskScorer } from "../search/descent.ts";
import type { Completeness } from "../faithfulness/faithfulness.ts";
import { finite, MOST_PER_BATCH, type Done } from "./hard-scores.ts";

/** A point on the path and the length of path that it stands for. */
export interface PathPoint {
  /** Value of the whole mask, in [0, 1]. */
  readonly alpha: number;
  readonly weight: number;
}

/**
 * Points on the path, by the midpoint rule in s where alpha = 1 - (1 - s)^3: frozen frames mix with powers of alpha, so
 * that a score changes most where alpha is near 1, and there the points lie closest.
 */
export function pathPoints(steps: number): PathPoint[] {
  return Array.from({ length: steps }, (_, i) => {
    const left = 1 - (i + 0.5) / steps;
    return { alpha: 1 - left ** 3, weight: (3 * left ** 2) / steps };
  });
}

/** What the sum may be off before the path is gone along again with more points, and how many more. */
const CLOSE_ENOUGH = 0.02;
const FINER = 3;

/**
 * Integrated gradients along a path of so many points, or of three times as many where those do not add up: a sum that
 * is off tells of the path's steps, not of the mask.
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
 * Attributions a[t] = - sum over the path's points of weight * d score / d m[t]; positive: the frame takes score.
 *
 * @param expected  score of the clip as filmed less that of the clip perturbed everywhere: what they should add up to.
 * @throws {LabError} "value" where a gradient is not a finite number.
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
  // Adding 0 leaves no negative zero.
  const sum = attributions.reduce((total, share) => total + share, 0);
  return { attributions: attributions.map((share) => share + 0), sum, expected, steps: path.length };
}
