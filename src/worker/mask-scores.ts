/** The scores of one mask, of any shape. */
import type { Scores } from "../result/mask-result.ts";
import type { MaskScores } from "../search/clip-score.ts";
import { scoresOf, type MaskScorer } from "../search/descent.ts";

/** What scores a mask in every way. */
export interface ScoredBy extends MaskScorer {
  scoresUnder(mask: ArrayLike<number>): Promise<MaskScores>;
}

/** OS, FS, RS and the operator's own; OS is taken from `known` or added to it. */
export async function maskScores(
  scorer: ScoredBy,
  mask: ArrayLike<number>,
  known: Map<number, number>,
  target: number,
): Promise<Scores> {
  const os = known.get(target) ?? (await scoresOf(scorer, [new Float32Array(mask.length)]))[0]!;
  known.set(target, os);
  return { os, ...(await scorer.scoresUnder(mask)) };
}
