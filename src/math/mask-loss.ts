/**
 * The loss of a mask: lambda1 sum |m| + lambda2 TV(m) + class score of the perturbed clip (arXiv 2002.00367).
 * Only the class score needs a model, and is handed in.
 *
 * A mask over time and space [T, h, w] has the same loss with means over each frame's h w cells,
 *   lambda1 sum_t mean_hw |m| + lambda2 mean_hw TV along time + lambda3 sum_t TV across the frame / (h w) + class score,
 * so that one cell a frame, or a mask that is the same all over each frame, has the temporal loss. Where an area is
 * given, its constraint (`math/area-loss.ts`) stands in the first term's place.
 */
import { areaGradient, areaLoss } from "./area-loss.ts";
import { tvNorm, tvNormGradient, type MaskAxis, type PairCount } from "./tv-norm.ts";
import type { GridShape } from "./upsample.ts";

/** What the terms of a temporal mask weigh. A search's settings hold them. */
export interface TemporalWeights {
  readonly lambda1: number;
  /** Of the variation along time. */
  readonly lambda2: number;
  /** TV exponent. */
  readonly beta: number;
  /** Of pairs along time; across a frame each counts once. */
  readonly pairs: PairCount;
}

/** What the terms of any mask weigh. */
export interface LossWeights extends TemporalWeights {
  /** Cells of a frame; default one. */
  readonly grid?: GridShape;
  /** Of the variation across a frame. Default 0. */
  readonly lambda3?: number;
  /** The share of all cells that the mask is to have, in (0, 1), and what missing it weighs; lambda1 then has no effect. */
  readonly area?: AreaWeight;
}

/** An area to keep to. */
export interface AreaWeight {
  readonly share: number;
  readonly weight: number;
}

/** The loss and its three terms, each already weighted: loss = l1 + tv + classScore. */
export interface Loss {
  readonly loss: number;
  /** The area's term, whichever form it has. */
  readonly l1: number;
  readonly tv: number;
  readonly classScore: number;
}

/** A class score and its gradient with respect to the mask, of its length. */
export interface ScoreAndGradient {
  readonly score: number;
  readonly gradient: ArrayLike<number>;
}

/** Assembles the loss of `mask`, [T] or [T, h, w], from the class score of the clip perturbed with it. */
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
 * Gradient of the loss with respect to the mask parameters p, m = sigmoid(p): dm/dp = m (1 - m).
 *
 * @param scoreGradient  of the class score with respect to the mask.
 * @returns              of the mask's length, new.
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
    // |m| = m: a sigmoid is positive.
    const first = area && ofArea ? area.weight * ofArea[i]! : lambda1 / cells;
    const across = inFrame.reduce((sum, slopes) => sum + (lambda3 / cells) * slopes[i]!, 0);
    const gradMask = first + (lambda2 / cells) * slope + across + scoreGradient[i]!;
    return gradMask * mask[i]! * (1 - mask[i]!);
  });
}

interface Axes {
  /** Of a frame. */
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

/** m = sigmoid(p), element by element; float64, new. */
export function maskOf(parameters: ArrayLike<number>): Float64Array {
  return Float64Array.from(parameters, (p) => 1 / (1 + Math.exp(-p)));
}
