/** Scores of one mask, of any shape. */
import type { Scores } from "../result/mask-result.ts";
import type { MaskScores } from "../search/clip-score.ts";
import { scoresOf, type MaskScorer } from "../search/descent.ts";

/** A scorer that computes every score of a mask. */
export interface ScoredBy extends MaskScorer {
  scoresUnder(mask: ArrayLike<number>): Promise<MaskScores>;
}

/** Returns OS, FS, RS and the operator's own score. OS is read from `known`, by target, or computed and added to it. */
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
