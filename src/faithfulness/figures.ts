/** A report of faithfulness in one number a question: for tables, where curves and draws have no place. */
import { meanOf } from "../math/sample-summary.ts";
import type { Faithfulness } from "./faithfulness.ts";
import { meanStability } from "./verdict.ts";

/** Scores are in [0, 1]; null where a question has no answer. */
export interface FaithfulnessFigures {
  /** Area under the curve, and its mean over random orders. */
  readonly deletion: number;
  readonly deletionChance: number;
  readonly insertion: number;
  readonly insertionChance: number;
  /** Score with the mask's frames perturbed; with as many at random (mean), evenly spread, or in a window anywhere (mean). */
  readonly inside: number;
  readonly insideRandom: number | null;
  readonly insideEven: number;
  readonly insideWindow: number | null;
  /** How far the attributions' sum is from what it must be; null for reverse. */
  readonly completenessGap: number | null;
  /** Mean overlap with the masks of searches run again. */
  readonly stability: number | null;
  /** Mean overlap with those on shuffled weights. */
  readonly randomised: number | null;
}

/** The figures of a report. */
export function faithfulnessFigures(found: Faithfulness): FaithfulnessFigures {
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
