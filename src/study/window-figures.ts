/** A record's figures from the scores of all windows: one number per question. */
import type { LossWeights } from "../math/mask-loss.ts";
import { framesOn } from "../math/mask-overlap.ts";
import { meanOf } from "../statistics/sample-summary.ts";
import { missedBy, optimalityGap } from "../faithfulness/optimality.ts";
import { windowsOf, type WindowScores } from "../math/windows.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import type { StudyResult } from "./record.ts";

/**
 * Returns the window with the lowest score, the scores of windows as long as the mask, and the gap to the best window.
 *
 * @param score    score under the mask, by the operator that the windows were scored with.
 * @param weights  weights of the search's loss.
 */
export function windowFigures(
  scored: WindowScores,
  mask: readonly number[],
  score: number,
  weights: LossWeights,
): NonNullable<StudyResult["windows"]> {
  const { T, scores } = scored;
  const windows = windowsOf(T);
  const bestScore = Math.min(...scores);
  const [first, last] = windows[scores.indexOf(bestScore)]!;
  const on = framesOn(mask, SHOWN_ON);
  const same = scores.filter((_, i) => windows[i]![1] - windows[i]![0] + 1 === on);
  const has = same.length > 0;
  const gap = optimalityGap(scored, weights, mask, score);
  return {
    best: [first, last],
    bestScore,
    sameLengthBest: has ? Math.min(...same) : null,
    sameLengthMean: has ? meanOf(same) : null,
    gap: gap.softGap,
    missedBy: missedBy(gap),
  };
}
