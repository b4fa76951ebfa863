/**
 * Exact search: the yes/no mask of the lowest loss, with the proof that no other is better.
 *
 * The loss of a mask is r(m) + score, where the regulariser r(m) needs no model and the score is at least 0. Masks are
 * tried in the order of r(m) (`math/mask-order.ts`). Once r(m) of the next mask is no lower than the lowest loss found,
 * no untried mask of all 2^T can have a lower loss. Until then, r(m) of the next mask is a lower bound: however the
 * search goes on, it finds no loss below it. An early end so still tells how much better a mask could be at most.
 *
 * Departure from arXiv 2002.00367, which descends on soft masks: values between 0 and 1 are no candidates here, because
 * a cross-fade of two frames is not a frozen frame.
 */
import { LabError } from "../base/errors.ts";
import { lossOf, type Loss, type LossWeights } from "../math/mask-loss.ts";
import { countBelow, masksInOrder, type OrderWeights } from "../math/mask-order.ts";
import type { OperatorName } from "../math/operator.ts";
import { scoresOf, type MaskScorer } from "./descent.ts";

/** What is known of the lowest loss. */
export interface Proof {
  /** True if no mask of all 2^T has a lower loss than the result. */
  readonly proven: boolean;
  /** No mask has a loss below this; the result's own loss if that is proven to be the lowest. */
  readonly lowerBound: number;
  /** Number of masks scored. */
  readonly evaluations: number;
}

/** The best mask after one more batch of masks, with its loss. */
export interface ExactStep extends Loss, Proof {
  /** [T], each 0 or 1. */
  readonly mask: Float32Array;
  /** Masks to score in all, if no better one is found: an upper limit, which falls with the lowest loss. */
  readonly of: number;
  readonly reached: ExactReached;
}

/** State from which an exact search can be resumed, on any backend. Plain data. */
export interface ExactReached {
  readonly evaluations: number;
  /** Null before the first batch. */
  readonly best: Scored | null;
}

/** A mask with the class score under it. */
interface Scored {
  readonly mask: Float32Array;
  readonly score: number;
}

/** Outcome of an exact search. */
export interface ExactEnd extends Proof {
  /** [T], each 0 or 1; 1 = perturbed. */
  readonly mask: Float32Array;
}

/** Settings of an exact search. */
export interface ExactSettings extends OrderWeights {
  /** Masks to score before the search gives up; null = as many as the proof takes. */
  readonly mostEvaluations: number | null;
}

/** Options for driving an exact search. */
export interface ExactDriving {
  /** State to resume from; default: the start. */
  readonly from?: ExactReached | undefined;
}

/** Masks scored between two steps, at most: a step should take a fraction of a second. */
const MOST_IN_BATCH = 16;

/** Returns the loss by which exact searches compare masks: changes along time count once each. */
export function exactWeights({ lambda1, lambda2 }: OrderWeights): LossWeights {
  return { lambda1, lambda2, beta: 3, pairs: "once" };
}

/**
 * Searches for the yes/no mask with the lowest loss.
 *
 * @param T         number of frames of the clip, at least 2.
 * @param operator  operator of the scorer: it decides which masks perturb the clip alike.
 * @throws {LabError} "shape" for T < 2; "value" for weights below 0, and for a class score that is not a number in
 *   [0, 1], with which nothing could be proven.
 */
export async function* searchExactMask(
  scorer: MaskScorer,
  T: number,
  settings: ExactSettings,
  operator: OperatorName,
  { from = { evaluations: 0, best: null } }: ExactDriving = {},
): AsyncGenerator<ExactStep, ExactEnd, void> {
  if (T < 2) {
    throw new LabError("shape", `searchExactMask: the clip has ${T} frame; a mask needs at least 2.`);
  }
  const weights = exactWeights(settings);
  const lossOfScored = ({ mask, score }: Scored) => lossOf(mask, score, weights);
  const most = settings.mostEvaluations ?? Infinity;
  const batchSize = Math.min(scorer.mostAtOnce, MOST_IN_BATCH);
  const order = masksInOrder(T, settings, operator);
  let next = order.next();
  // Masks come in the same order each time, so those already scored are passed over.
  for (let i = 0; i < from.evaluations; i++) next = order.next();
  let { evaluations, best } = from;
  const bound = () => (best === null ? Infinity : lossOfScored(best).loss);

  while (!next.done && next.value.cost < bound() && evaluations < most) {
    const batch: Float32Array[] = [];
    while (
      !next.done &&
      batch.length < Math.min(batchSize, most - evaluations) &&
      next.value.cost < bound()
    ) {
      batch.push(next.value.mask);
      next = order.next();
    }
    const scores = await scoresOf(scorer, batch);
    for (const [i, mask] of batch.entries()) {
      const scored = { mask, score: checked(scores[i]!, evaluations + i + 1) };
      if (lossOfScored(scored).loss < bound()) best = scored;
    }
    evaluations += batch.length;
    if (best === null) continue;
    const loss = lossOfScored(best);
    yield {
      mask: best.mask,
      ...loss,
      ...proofOf(next, loss.loss, evaluations),
      of: Math.max(Math.min(countBelow(T, settings, operator, loss.loss), most), evaluations),
      reached: { evaluations, best },
    };
  }
  if (best === null) throw new LabError("value", "mask search: no mask may be scored; allow at least one.");
  return { mask: best.mask, ...proofOf(next, bound(), evaluations) };
}

function proofOf(
  next: IteratorResult<{ readonly cost: number }, void>,
  lowest: number,
  evaluations: number,
): Proof {
  const proven = next.done === true || next.value.cost >= lowest;
  return { proven, lowerBound: proven ? lowest : next.value.cost, evaluations };
}

/** Refuses a score with which the lower bound would be wrong; allows for rounding beyond 1. */
function checked(score: number, evaluation: number): number {
  if (score >= 0 && score <= 1 + 1e-3) return score;
  throw new LabError(
    "value",
    `mask search: the class score is ${score} under mask ${evaluation}; an exact search needs scores from 0 to 1. ` +
      "The model's weights may hold NaN; load it again.",
  );
}
