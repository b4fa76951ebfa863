/** What a record keeps of answers that hold a clip's every window or curve: one number a question. */
import type { LossWeights } from "../math/mask-loss.ts";
import { framesOn } from "../math/mask-overlap.ts";
import { meanOf } from "../math/sample-summary.ts";
import type { Faithfulness } from "../measure/faithfulness.ts";
import { missedBy, optimalityGap } from "../measure/optimality.ts";
import { meanStability } from "../measure/verdict.ts";
import { windowsOf, type WindowScores } from "../math/windows.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import type { StudyResult } from "./record.ts";

/**
 * The window that takes most, those as long as the mask, and how far the mask is from the best window.
 *
 * @param score    under the mask, by the operator that the windows were scored with.
 * @param weights  of the search's loss.
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

/** A clip's faithfulness in one number a question. */
export function faithfulnessFigures(found: Faithfulness): NonNullable<StudyResult["faithfulness"]> {
  const { deletion, insertion, equalLength, completeness, randomised } = found;
  const mean = (values: readonly number[]) => (values.length === 0 ? null : meanOf(values));
  const overlaps = (searches: readonly { readonly overlap: number | null }[]) =>
    mean(searches.flatMap(({ overlap }) => (overlap === null ? [] : [overlap])));
  return {
    deletion: deletion.area,
    deletionChance: meanOf(deletion.chance.areas),
    insertion: insertion.area,
    insertionChance: meanOf(insertion.chance.areas),
    inside: equalLength.mask.inside,
    insideRandom: mean(equalLength.random.map(({ inside }) => inside)),
    insideEven: equalLength.even.inside,
    insideWindow: equalLength.window?.inside ?? null,
    completenessGap: completeness === null ? null : Math.abs(completeness.sum - completeness.expected),
    stability: meanStability(found),
    randomised: randomised.kind === "measured" ? overlaps(randomised.stages) : null,
  };
}
