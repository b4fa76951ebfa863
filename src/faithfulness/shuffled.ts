/**
 * What a search on a shuffled model says of a mask (model randomisation, Adebayo et al., NeurIPS 2018). It says nothing if
 * the shuffled model answers alike whatever is perturbed, or if the search found nothing better than no mask at all.
 */
import { framesOn } from "../math/mask-overlap.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import { summariseSample } from "../statistics/sample-summary.ts";
import type { Reaction, SearchedOnRandom } from "./faithfulness.ts";
import { LIMITS } from "./limits.ts";

/** What one stage gives. "silent": the model does not react to frames; "empty": the search found nothing. */
export type StageResult = "silent" | "empty" | "found";

/** Scores nearer to 0 or 1 than this count as this near, so that log-odds stay finite. */
const SMALLEST = 1e-6;

/**
 * Returns the standard deviation of the scores' log-odds ln(p / (1 - p)), in units of a logit.
 *
 * @param scores  at least one, each in [0, 1].
 *
 * @example
 * spreadOf([0.5, 0.5]); // 0
 */
export function spreadOf(scores: readonly number[]): number {
  const odds = scores.map((score) => {
    const within = Math.min(Math.max(score, SMALLEST), 1 - SMALLEST);
    return Math.log(within / (1 - within));
  });
  return summariseSample(odds).deviation;
}

/** Returns whether a shuffled model reacts enough for a search to have something to find. */
export function reacts(original: number, { lowest, spread }: Reaction): boolean {
  return (
    original >= LIMITS.leastShuffledScore &&
    original - lowest >= LIMITS.leastShuffledDrop &&
    spread >= LIMITS.leastShuffledSpread
  );
}

/**
 * Returns what one stage gives. A mask whose loss is no lower than that of no mask (which is the score itself) is as
 * good as empty: a search that finds nothing often returns the block that it began with.
 */
export function stageResult({
  original,
  reaction,
  mask,
  loss,
}: Pick<SearchedOnRandom, "original" | "reaction" | "mask" | "loss">): StageResult {
  if (reaction !== null && !reacts(original, reaction)) return "silent";
  return framesOn(mask, SHOWN_ON) === 0 || (loss !== null && loss >= original) ? "empty" : "found";
}

/** Returns the overlap with the mask found on a shuffled model; null if that model is silent or the mask empty. */
export function overlapOnShuffled(stage: SearchedOnRandom): number | null {
  return stageResult(stage) === "found" ? stage.overlap : null;
}

/**
 * Returns that overlap on a scale from chance (0) to the same mask (1), (overlap - chance) / (1 - chance); below 0 for
 * masks that share less than chance. Null as for `overlapOnShuffled`, and if masks so long overlap by chance anyway.
 *
 * @param on  frames on in the mask under test.
 */
export function overlapOverChance(stage: SearchedOnRandom, on: number): number | null {
  const overlap = overlapOnShuffled(stage);
  const chance = chanceOverlap(on, framesOn(stage.mask, SHOWN_ON), stage.mask.length);
  return overlap === null || chance > LIMITS.mostByChance ? null : (overlap - chance) / (1 - chance);
}

/**
 * Returns the overlap of random masks of `a` and `b` frames, computed from the number of frames they share on average.
 *
 * @example
 * chanceOverlap(4, 4, 8); // 0.333333
 */
export function chanceOverlap(a: number, b: number, T: number): number {
  const shared = (a * b) / T;
  return a + b === 0 ? 0 : shared / (a + b - shared);
}
