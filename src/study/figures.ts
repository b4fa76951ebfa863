/** What a record keeps of answers that hold a clip's every window or curve: one number a question. */
import type { LossWeights } from "../math/mask-loss.ts";
import { meanOf } from "../math/sample-summary.ts";
import type { Faithfulness } from "../measure/faithfulness.ts";
import { optimalityGap } from "../measure/optimality.ts";
import { windowsOf, type WindowScores } from "../math/windows.ts";
import { SHOWN_ON } from "../result/mask-result.ts";
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
  const on = mask.filter((m) => m > SHOWN_ON).length;
  const same = scores.filter((_, i) => windows[i]![1] - windows[i]![0] + 1 === on);
  const has = same.length > 0;
  return {
    best: [first, last],
    bestScore,
    sameLengthBest: has ? Math.min(...same) : null,
    sameLengthMean: has ? meanOf(same) : null,
    gap: optimalityGap(scored, weights, mask, score).softGap,
  };
}

/** A clip's faithfulness in one number a question. */
export function faithfulnessFigures(found: Faithfulness): NonNullable<StudyResult["faithfulness"]> {
  const { deletion, insertion, equalLength, completeness, stability, randomised } = found;
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
    completenessGap: Math.abs(completeness.sum - completeness.expected),
    stability: overlaps(stability),
    randomised: randomised.kind === "measured" ? overlaps(randomised.stages) : null,
  };
}
