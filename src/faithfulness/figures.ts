/** A faithfulness report as one number per question: for tables, which have no room for curves and draws. */
import { meanOf } from "../statistics/sample-summary.ts";
import type { Faithfulness } from "./faithfulness.ts";
import { meanStability, overlapOnShuffled } from "./verdict.ts";

/** Figures of one report. Scores are in [0, 1]; a question without an answer is null. */
export interface FaithfulnessFigures {
  /** Area under the deletion curve, and its mean over random orders. */
  readonly deletion: number;
  readonly deletionChance: number;
  /** Area under the insertion curve, and its mean over random orders. */
  readonly insertion: number;
  readonly insertionChance: number;
  /** Score with the mask's frames perturbed. */
  readonly inside: number;
  /** Score with as many frames perturbed: drawn at random (mean), evenly spread, in one window anywhere (mean). */
  readonly insideRandom: number | null;
  readonly insideEven: number;
  readonly insideWindow: number | null;
  /** Distance of the attributions' sum from the correct sum; null for reverse. */
  readonly completenessGap: number | null;
  /** Mean overlap with the masks of repeated searches. */
  readonly stability: number | null;
  /** Mean overlap with the masks found on shuffled weights; searches that found no frame are left out. */
  readonly randomised: number | null;
}

/** Returns the figures of a report. */
export function faithfulnessFigures(found: Faithfulness): FaithfulnessFigures {
  const { deletion, insertion, equalLength, completeness, randomised } = found;
  const mean = (values: readonly number[]) => (values.length === 0 ? null : meanOf(values));
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
    randomised:
      randomised.kind === "measured"
        ? mean(randomised.stages.map(overlapOnShuffled).filter((overlap) => overlap !== null))
        : null,
  };
}
