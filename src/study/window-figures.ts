/** A record's figures from the scores of all windows: one number per question. */
import type { LossWeights } from "../math/mask-loss.ts";
import { framesOn } from "../math/mask-overlap.ts";
import type { OperatorName } from "../math/operator.ts";
import { meanOf } from "../statistics/sample-summary.ts";
import { optimalityGap } from "../faithfulness/optimality.ts";
import { windowsOf, type WindowScores } from "../math/windows.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import type { StudyResult } from "./record.ts";

/** The mask that windows are compared with. */
export interface ComparedMask {
  /** [T]; its frames are those above 0.5. */
  readonly mask: readonly number[];
  /** Score with exactly these frames on, by the operator that the windows were scored with. */
  readonly score: number;
  readonly operator: OperatorName;
  /** Weights of the search's loss. */
  readonly weights: LossWeights;
}

/**
 * Returns the window with the lowest score, the scores of windows as long as the mask, and the gap to the window with the
 * lowest loss. Under freeze, frame 0 has no effect: no window spends a frame on it, and the mask's length leaves it out.
 */
export function windowFigures(
  scored: WindowScores,
  { mask, score, operator, weights }: ComparedMask,
): NonNullable<StudyResult["windows"]> {
  const first = operator === "freeze" ? 1 : 0;
  const windows = windowsOf(scored.T)
    .map(([from, to], i) => ({ from, to, score: scored.scores[i]! }))
    .filter(({ from }) => from >= first);
  const best = windows.reduce((lowest, one) => (one.score < lowest.score ? one : lowest));
  const on = framesOn(mask.slice(first), SHOWN_ON);
  const same = windows.filter(({ from, to }) => to - from + 1 === on).map((one) => one.score);
  const has = same.length > 0;
  return {
    best: [best.from, best.to],
    bestScore: best.score,
    sameLengthBest: has ? Math.min(...same) : null,
    sameLengthMean: has ? meanOf(same) : null,
    gap: optimalityGap(scored, weights, mask, score).gap,
  };
}
