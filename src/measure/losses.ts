/** Losses of finished masks, computed again from their scores, so that searches with other settings can be compared. */
import { lossOf, type LossWeights } from "../math/mask-loss.ts";
import { onlyShown } from "../math/mask-runs.ts";
import { scoresOf, type MaskScorer } from "../search/descent.ts";
import { finite } from "./hard-scores.ts";

/**
 * Returns the losses of the masks' frames, those above 0.5, fully on: searches are compared by the frames that they name,
 * and a soft mask can reach a low loss by cross-fading frames that it does not name.
 *
 * @throws {LabError} "value" if a score is not a finite number.
 */
export async function lossesOf(
  scorer: MaskScorer,
  masks: readonly ArrayLike<number>[],
  weights: LossWeights,
): Promise<number[]> {
  const hard = masks.map(onlyShown);
  const scores = await scoresOf(scorer, hard);
  return hard.map((mask, i) => lossOf(mask, finite(scores[i]!, "measuring a loss"), weights).loss);
}
