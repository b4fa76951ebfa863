/** Losses of finished masks, computed again from their scores, so that searches with other settings can be compared. */
import { lossOf, type LossWeights } from "../math/mask-loss.ts";
import { scoresOf, type MaskScorer } from "../search/descent.ts";
import { finite } from "./hard-scores.ts";

/**
 * Returns the losses of masks as they are, values between 0 and 1 included.
 *
 * @throws {LabError} "value" if a score is not a finite number.
 */
export async function lossesOf(
  scorer: MaskScorer,
  masks: readonly ArrayLike<number>[],
  weights: LossWeights,
): Promise<number[]> {
  const scores = await scoresOf(scorer, masks);
  return masks.map((mask, i) => lossOf(mask, finite(scores[i]!, "measuring a loss"), weights).loss);
}
