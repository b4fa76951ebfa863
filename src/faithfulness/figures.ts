/** A faithfulness report as one number per question: for tables, which have no room for curves and draws. */
import { meanOf } from "../statistics/sample-summary.ts";
import type { Faithfulness } from "./faithfulness.ts";
import { rankOf, type Rank } from "./rank.ts";
import { overlapOnShuffled, overlapOverChance, stageResult } from "./shuffled.ts";
import { agreementOf } from "./stability.ts";

/** Figures of one report. Scores are in [0, 1]; a question without an answer is null. */
export interface FaithfulnessFigures {
  /** Area under the deletion curve; its mean over scattered and over centre-out orders; its p among the latter. */
  readonly deletion: number;
  readonly deletionChance: number;
  readonly deletionCentred: number | null;
  readonly deletionP: number | null;
  /** The same of the insertion curve. */
  readonly insertion: number;
  readonly insertionChance: number;
  readonly insertionCentred: number | null;
  readonly insertionP: number | null;
  /** Score with the mask's frames perturbed. */
  readonly inside: number;
  /** Score with as many frames perturbed: drawn at random (mean), evenly spread, in one window anywhere (mean). */
  readonly insideRandom: number | null;
  readonly insideEven: number;
  readonly insideWindow: number | null;
  /** The p of the mask's frames among all windows as long. */
  readonly insideP: number | null;
  /** Share of the score that is left with all other frames perturbed; may exceed 1; null for a score of 0. */
  readonly kept: number | null;
  /** Distance of the attributions' sum from the correct sum; null for reverse. */
  readonly completenessGap: number | null;
  /** Mean overlap with the masks of repeated searches, however they ended; two empty masks count as equal. */
  readonly stability: number | null;
  /** The same over those that ended as well as the best, and how many of the searches did and how many failed. */
  readonly stabilityNear: number | null;
  readonly searchesNear: number | null;
  readonly searchesFailed: number | null;
  /**
   * Mean overlap with the masks found on shuffled models, plain and on a scale from chance (0) to the same mask (1).
   * Models that do not react to frames are left out, and searches that found nothing.
   */
  readonly randomised: number | null;
  readonly randomisedOverChance: number | null;
  /** Number of shuffled models that do not react to frames, and of those that do but on which a search found nothing. */
  readonly shuffledSilent: number | null;
  readonly shuffledEmpty: number | null;
}

/** Returns the figures of a report. */
export function faithfulnessFigures(found: Faithfulness): FaithfulnessFigures {
  const { original, deletion, insertion, equalLength, completeness, stability, randomised } = found;
  const { mask, random, windows, even, window, on } = equalLength;
  const agreement = agreementOf(found);
  const stages = randomised.kind === "measured" ? randomised.stages : null;
  const insides = (others: typeof windows) => others.map(({ inside }) => inside);
  const count = (result: ReturnType<typeof stageResult>) =>
    stages?.filter((stage) => stageResult(stage) === result).length ?? null;
  return {
    deletion: deletion.area,
    deletionChance: meanOf(deletion.chance.areas),
    deletionCentred: mean(deletion.centred.areas),
    deletionP: pOf(rankOf(deletion.area, deletion.centred.areas)),
    insertion: insertion.area,
    insertionChance: meanOf(insertion.chance.areas),
    insertionCentred: mean(insertion.centred.areas),
    insertionP: pOf(rankOf(insertion.area, insertion.centred.areas, "higher")),
    inside: mask.inside,
    insideRandom: mean(insides(random)),
    insideEven: even.inside,
    insideWindow: window?.inside ?? null,
    insideP: pOf(rankOf(mask.inside, insides(windows))),
    kept: original > 0 ? mask.outside / original : null,
    completenessGap: completeness === null ? null : Math.abs(completeness.sum - completeness.expected),
    stability: mean(stability.map(({ overlap }) => overlap ?? 1)),
    stabilityNear: agreement?.overlap ?? null,
    searchesNear: agreement?.near ?? null,
    searchesFailed: agreement?.failed ?? null,
    randomised: mean(stages?.map(overlapOnShuffled) ?? []),
    randomisedOverChance: mean(stages?.map((stage) => overlapOverChance(stage, on)) ?? []),
    shuffledSilent: count("silent"),
    shuffledEmpty: count("empty"),
  };
}

/** Returns the mean of the values that are known; null if none is. */
function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : meanOf(known);
}

function pOf(rank: Rank | null): number | null {
  return rank?.p ?? null;
}
