/** Scores of one mask, of any shape. */
import { lossOf, type LossWeights } from "../math/mask-loss.ts";
import { isYesNo } from "../math/mask-order.ts";
import { onlyShown } from "../math/mask-runs.ts";
import type { OperatorName } from "../math/operator.ts";
import { scoreUnder, type Scores } from "../result/mask-result.ts";
import type { MaskScores } from "../search/clip-score.ts";
import { scoresOf, type MaskScorer } from "../search/descent.ts";

/** A scorer that computes every score of a mask. */
export interface ScoredBy extends MaskScorer {
  scoresUnder(mask: ArrayLike<number>): Promise<MaskScores>;
}

/**
 * Returns OS, the scores with the cells above 0.5 fully on and, for a mask with values between 0 and 1, its soft scores.
 * OS is read from `known`, by target, or computed and added to it.
 */
export async function maskScores(
  scorer: ScoredBy,
  mask: ArrayLike<number>,
  known: Map<number, number>,
  target: number,
): Promise<Scores> {
  const os = known.get(target) ?? (await scoresOf(scorer, [new Float32Array(mask.length)]))[0]!;
  known.set(target, os);
  const hard = await scorer.scoresUnder(onlyShown(mask));
  return { os, ...hard, ...(isYesNo(mask) ? {} : { soft: await scorer.scoresUnder(mask) }) };
}

/**
 * Returns a temporal mask with its scores or, if its frames fully on have a higher loss than no frame at all, the empty
 * mask: a search never ends worse than none.
 */
export function orNone<Found extends { readonly mask: Float32Array; readonly scores: Scores }>(
  found: Found,
  operator: OperatorName,
  weights: LossWeights,
): Found {
  const { mask, scores } = found;
  const { os, own } = scores;
  if (lossOf(onlyShown(mask), scoreUnder(scores, operator), weights).loss <= os) return found;
  const unperturbed = { os, fs: os, rs: os, ...(own === undefined ? {} : { own: os }) };
  return { ...found, mask: new Float32Array(mask.length), scores: unperturbed };
}
