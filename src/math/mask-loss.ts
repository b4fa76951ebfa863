/**
 * Loss of a mask: lambda1 sum |m| + lambda2 TV(m) + class score of the perturbed clip (arXiv 2002.00367). Only the
 * class score needs a model; the caller passes it in.
 *
 * A space-and-time mask [T, h, w] has the same loss with means over each frame's h w cells:
 *   lambda1 sum_t mean_hw |m| + lambda2 mean_hw TV along time + lambda3 sum_t TV across the frame / (h w) + class score.
 * A mask with one cell per frame, or one that is uniform over each frame, so has the temporal loss. If an area is
 * given, its constraint (`math/area-loss.ts`) replaces the first term.
 */
import { areaGradient, areaLoss } from "./area-loss.ts";
import { tvNorm, tvNormGradient, type MaskAxis, type PairCount } from "./tv-norm.ts";
import type { GridShape } from "./upsample.ts";

/** Weights of a temporal mask's terms; part of a search's settings. */
export interface TemporalWeights {
  readonly lambda1: number;
  /** Weight of the variation along time. */
  readonly lambda2: number;
  /** Exponent of the total variation. */
  readonly beta: number;
  /** Rule for counting a pair along time. Pairs across a frame always count once. */
  readonly pairs: PairCount;
}

/** Weights of any mask's terms. */
export interface LossWeights extends TemporalWeights {
  /** Number of cells down and across a frame; default 1 x 1. */
  readonly grid?: GridShape;
  /** Weight of the variation across a frame. Default 0. */
  readonly lambda3?: number;
  /** Area constraint; if given, lambda1 has no effect. */
  readonly area?: AreaWeight;
}

/** An area constraint. */
export interface AreaWeight {
  /** Share of all cells that should be on, in (0, 1). */
  readonly share: number;
  /** Weight of the area loss. */
  readonly weight: number;
}

/** A mask's loss and its three terms, already weighted: loss = l1 + tv + classScore. */
export interface Loss {
  readonly loss: number;
  /** The first term: lambda1 sum |m|, or the area loss if an area is given. */
  readonly l1: number;
  readonly tv: number;
  readonly classScore: number;
}

/** A class score and its gradient with respect to the mask, which has the mask's length. */
export interface ScoreAndGradient {
  readonly score: number;
  readonly gradient: ArrayLike<number>;
}

/**
 * Returns the loss of `mask`, [T] or [T, h, w], given the class score of the clip perturbed with it.
 *
 * @example
 * lossOf([0, 1, 1, 0], 0.25, { lambda1: 0.125, lambda2: 0.25, beta: 3, pairs: "once" }).loss; // 1
 */
export function lossOf(mask: ArrayLike<number>, classScore: number, weights: LossWeights): Loss {
  const { lambda1, lambda2, lambda3 = 0, beta, pairs, area } = weights;
  const { cells, time, down, across } = axesOf(mask.length, weights);
  const l1 = area
    ? area.weight * areaLoss(mask, area.share)
    : (lambda1 / cells) * Array.from(mask).reduce((sum, m) => sum + Math.abs(m), 0);
  const inFrame = () => tvNorm(mask, beta, "once", down) + tvNorm(mask, beta, "once", across);
  const tv =
    (lambda2 / cells) * tvNorm(mask, beta, pairs, time) + (cells > 1 ? (lambda3 / cells) * inFrame() : 0);
  return { loss: l1 + tv + classScore, l1, tv, classScore };
}

/**
 * Returns the gradient of the loss with respect to the mask parameters p, where m = sigmoid(p): dm/dp = m (1 - m).
 *
 * @param scoreGradient  gradient of the class score with respect to the mask.
 * @returns              as long as the mask, new.
 */
export function parameterGradient(
  mask: ArrayLike<number>,
  scoreGradient: ArrayLike<number>,
  weights: LossWeights,
): Float64Array {
  const { lambda1, lambda2, lambda3 = 0, beta, pairs, area } = weights;
  const { cells, time, down, across } = axesOf(mask.length, weights);
  const inFrame = cells > 1 ? [down, across].map((axis) => tvNormGradient(mask, beta, "once", axis)) : [];
  const ofArea = area ? areaGradient(mask, area.share) : null;
  return tvNormGradient(mask, beta, pairs, time).map((slope, i) => {
    // |m| = m, because a sigmoid is positive.
    const first = area && ofArea ? area.weight * ofArea[i]! : lambda1 / cells;
    const across = inFrame.reduce((sum, slopes) => sum + (lambda3 / cells) * slopes[i]!, 0);
    const gradMask = first + (lambda2 / cells) * slope + across + scoreGradient[i]!;
    return gradMask * mask[i]! * (1 - mask[i]!);
  });
}

interface Axes {
  /** Number of cells in a frame. */
  readonly cells: number;
  readonly time: MaskAxis;
  readonly down: MaskAxis;
  readonly across: MaskAxis;
}

function axesOf(N: number, { grid = { h: 1, w: 1 } }: LossWeights): Axes {
  const cells = grid.h * grid.w;
  return {
    cells,
    time: { stride: cells, length: N / cells },
    down: { stride: grid.w, length: grid.h },
    across: { stride: 1, length: grid.w },
  };
}

/**
 * Returns m = sigmoid(p), element by element; float64, new.
 *
 * @example
 * maskOf([0, 0]); // [0.5, 0.5]
 */
export function maskOf(parameters: ArrayLike<number>): Float64Array {
  return Float64Array.from(parameters, (p) => 1 / (1 + Math.exp(-p)));
}
