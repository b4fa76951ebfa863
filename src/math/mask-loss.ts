/**
 * The loss of a temporal mask: lambda1 sum |m| + lambda2 TV(m) + class score of the frozen clip (arXiv 2002.00367).
 * Only the class score needs a model, and is handed in.
 */
import { tvNorm, tvNormGradient, type PairCount } from "./tv-norm.ts";

/** What the terms weigh. A search's settings hold them. */
export interface LossWeights {
  readonly lambda1: number;
  readonly lambda2: number;
  /** TV exponent. */
  readonly beta: number;
  readonly pairs: PairCount;
}

/** The loss and its three terms, each already weighted: loss = l1 + tv + classScore. */
export interface Loss {
  readonly loss: number;
  readonly l1: number;
  readonly tv: number;
  readonly classScore: number;
}

/** A class score and its gradient with respect to the mask, [T]. */
export interface ScoreAndGradient {
  readonly score: number;
  readonly gradient: ArrayLike<number>;
}

/** Assembles the loss of `mask` from the class score of the clip frozen with it. */
export function lossOf(mask: ArrayLike<number>, classScore: number, weights: LossWeights): Loss {
  const l1 = weights.lambda1 * Array.from(mask).reduce((sum, m) => sum + Math.abs(m), 0);
  const tv = weights.lambda2 * tvNorm(mask, weights.beta, weights.pairs);
  return { loss: l1 + tv + classScore, l1, tv, classScore };
}

/**
 * Gradient of the loss with respect to the mask parameters p, m = sigmoid(p): dm/dp = m (1 - m).
 *
 * @param scoreGradient  [T] of the class score with respect to the mask.
 * @returns              [T], new.
 */
export function parameterGradient(
  mask: ArrayLike<number>,
  scoreGradient: ArrayLike<number>,
  weights: LossWeights,
): Float64Array {
  const tv = tvNormGradient(mask, weights.beta, weights.pairs);
  // |m| = m: a sigmoid is positive.
  return tv.map((slope, t) => {
    const gradMask = weights.lambda1 + weights.lambda2 * slope + scoreGradient[t]!;
    return gradMask * mask[t]! * (1 - mask[t]!);
  });
}

/** m = sigmoid(p), element by element; [T] float64, new. */
export function maskOf(parameters: ArrayLike<number>): Float64Array {
  return Float64Array.from(parameters, (p) => 1 / (1 + Math.exp(-p)));
}
