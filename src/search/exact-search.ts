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
import { countBelow, masksInOrder, type OrderWeights, type Proof } from "../math/mask-order.ts";
import type { OperatorName } from "../math/operator.ts";
import { scoresOf, type MaskScorer } from "./descent.ts";

/** The best mask after one more batch of masks, with its loss. */
export interface ExactStep extends Loss, Proof {
  /** [T], each 0 or 1. */
  readonly mask: Float32Array;
  /** Masks scored, as in `Proof`. */
  readonly step: number;
  /** Masks to score in all, if no better one is found: an upper limit, which falls with the lowest loss. */
  readonly of: number;
  readonly reached: ExactReached;
}

/** State from which an exact search can be resumed, on any backend. Plain data. */
export interface ExactReached {
  /** Masks scored, and how many of them have at most one run. */
  readonly step: number;
  readonly windows: number;
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

/** Masks scored between two steps, at most, so that a step takes a fraction of a second. */
const MOST_IN_BATCH = 16;

/** Returns the loss by which exact searches compare masks: changes along time count once each. */
export function exactWeights({ lambda1, lambda2 }: OrderWeights): LossWeights {
  return { lambda1, lambda2, beta: 3, pairs: "once" };
}

/**
 * Searches for the yes/no mask with the lowest loss.
 *
 * Masks with at most one run come first, in order, then those with several: the best of all nearly always has one run, so
 * a search that is cut short has probably found it. The proof is the same, since both lists are in the order of r(m).
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
  { from = { step: 0, windows: 0, best: null } }: ExactDriving = {},
): AsyncGenerator<ExactStep, ExactEnd, void> {
  if (T < 2) {
    throw new LabError("shape", `searchExactMask: the clip has ${T} frame; a mask needs at least 2.`);
  }
  const weights = exactWeights(settings);
  const most = settings.mostEvaluations ?? Infinity;
  const batchSize = Math.min(scorer.mostAtOnce, MOST_IN_BATCH);
  const windows = new Queue(masksInOrder(T, settings, operator, "at-most-one"), from.windows);
  const others = new Queue(masksInOrder(T, settings, operator, "several"), from.step - from.windows);
  let { best } = from;
  const lowest = () => (best === null ? Infinity : lossOf(best.mask, best.score, weights).loss);
  const proof = (): Proof => {
    const untried = Math.min(windows.cost, others.cost);
    const proven = untried >= lowest();
    return { proven, lowerBound: proven ? lowest() : untried, evaluations: windows.taken + others.taken };
  };

  // Masks cheaper than the lowest loss; counted again only when that falls.
  let cheaper = best === null ? Infinity : countBelow(T, settings, operator, lowest());

  for (const queue of [windows, others]) {
    for (;;) {
      const before = windows.taken + others.taken;
      const batch = queue.take(Math.min(batchSize, most - before), lowest());
      if (batch.length === 0) break;
      const scores = await scoresOf(scorer, batch);
      const bestBefore = best;
      for (const [i, mask] of batch.entries()) {
        const score = checked(scores[i]!, before + i + 1);
        if (lossOf(mask, score, weights).loss < lowest()) best = { mask, score };
      }
      if (best === null) continue;
      if (best !== bestBefore) cheaper = countBelow(T, settings, operator, lowest());
      const step = before + batch.length;
      const of = Math.max(Math.min(cheaper, most), step);
      const reached = { step, windows: windows.taken, best };
      yield { mask: best.mask, ...lossOf(best.mask, best.score, weights), ...proof(), step, of, reached };
    }
  }
  if (best === null) throw new LabError("value", "mask search: no mask may be scored; allow at least one.");
  return { mask: best.mask, ...proof() };
}

/** Masks in order, of which some are taken. */
class Queue {
  readonly #order: ReturnType<typeof masksInOrder>;
  #next: IteratorResult<{ readonly mask: Float32Array; readonly cost: number }, void>;
  taken = 0;

  /** @param taken  masks to pass over: they come in the same order each time. */
  constructor(order: ReturnType<typeof masksInOrder>, taken: number) {
    this.#order = order;
    this.#next = order.next();
    while (this.taken < taken) this.#advance();
  }

  /** r(m) of the next mask; infinite after the last one. */
  get cost(): number {
    return this.#next.done === true ? Infinity : this.#next.value.cost;
  }

  /** Takes the next masks that cost less than a bound, at most so many. */
  take(most: number, bound: number): Float32Array[] {
    const masks: Float32Array[] = [];
    while (masks.length < most && this.#next.done !== true && this.#next.value.cost < bound) {
      masks.push(this.#next.value.mask);
      this.#advance();
    }
    return masks;
  }

  #advance(): void {
    this.#next = this.#order.next();
    this.taken += 1;
  }
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
