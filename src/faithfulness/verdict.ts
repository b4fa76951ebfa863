/**
 * Sums up the measurements in plain sentences: whether a mask is faithful and, if not, why. Runs no model. The
 * thresholds are our choice; none of them is a law, and the page shows the number beside each sentence.
 */
import { formatRuns } from "../base/format.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import { framesOn } from "../math/mask-overlap.ts";
import { meanOf } from "../statistics/sample-summary.ts";
import { missedBy, type OptimalityGap } from "./optimality.ts";
import type { Faithfulness, SearchedOnRandom } from "./faithfulness.ts";
import type { StartDistance } from "./start-distance.ts";

/** Limits at which a measurement turns from good to bad. */
export const LIMITS = {
  /**
   * Least score of the class. Below it, the model hardly sees the class, and a mask cannot explain what is not there.
   */
  leastScore: 0.1,
  /** Share of the score that the mask, or perturbing everything, must take. Below it, there is nothing to explain. */
  leastDrop: 0.1,
  /** Share of the random draws that the mask must beat, as in a one-sided test at 5 %. */
  leastBeaten: 0.95,
  /** Share of the random draws below which the frames are no better than others, whatever the other findings. */
  leastBeatenAtAll: 0.8,
  /** Most loss by which the best window may undercut the mask: the price of five frames, or 0.05 of the score. */
  mostGap: 0.05,
  /** Least mean overlap with the masks of repeated searches. */
  leastStability: 0.5,
  /**
   * Most overlap with the mask on the most shuffled model, on a scale from chance (0) to the same mask (1). Long masks
   * overlap whatever they mean, so the plain overlap would speak against all of them.
   */
  mostOnShuffled: 0.5,
  /** Most overlap of random masks of the same lengths. Above it, the overlap says nothing. */
  mostByChance: 0.9,
  /** Most by which the sum of the frames' attributions may differ from the total drop. */
  mostIncomplete: 0.05,
} as const;

/** One finding. */
export interface Reason {
  readonly sentence: string;
  /** True if it speaks for the mask. */
  readonly good: boolean;
}

/** Levels of a verdict, from best to worst. */
export const VERDICT_LEVELS = ["supported", "mixed", "not-supported"] as const;

/** The conclusion from all measurements of a mask. */
export interface Verdict {
  /**
   * "supported": no finding speaks against the mask. "not-supported": a decisive finding does (nothing to explain, no
   * better than chance, the same mask on a shuffled model), or at least half of the findings do. "mixed": otherwise.
   */
  readonly level: (typeof VERDICT_LEVELS)[number];
  /** The level in words, then the finding that decides it. */
  readonly summary: string;
  readonly reasons: readonly Reason[];
}

/** Further facts about the search; each adds a finding if it is given. */
export interface SearchFacts {
  readonly gap?: OptimalityGap | undefined;
  readonly start?: StartDistance | undefined;
}

interface Finding extends Reason {
  /** True if, when bad, it decides the verdict whatever the other findings. */
  readonly decisive: boolean;
}

/**
 * Returns the share of the others that one value beats, counting ties half; null if there are no others.
 *
 * @example
 * shareBeaten(0.2, [0.1, 0.2, 0.3, 0.4]); // 0.625
 * shareBeaten(0.2, [0.1, 0.2, 0.3, 0.4], "higher"); // 0.375
 */
export function shareBeaten(
  own: number,
  others: readonly number[],
  better: "lower" | "higher" = "lower",
): number | null {
  if (others.length === 0) return null;
  const sign = better === "lower" ? 1 : -1;
  const beaten = others.map((other) => (Math.sign(sign * (other - own)) + 1) / 2);
  return meanOf(beaten);
}

/**
 * Returns the mean overlap of the repeated searches; two masks without a frame on count as equal. Null if none was run.
 */
export function meanStability({ stability }: Pick<Faithfulness, "stability">): number | null {
  return stability.length === 0 ? null : meanOf(stability.map(({ overlap }) => overlap ?? 1));
}

/**
 * Returns the overlap with the mask of a shuffled model; null if the search found no frame. A model shuffled deep down
 * can answer every clip alike, so that no frame matters: that is no other mask, and says nothing about this one.
 */
export function overlapOnShuffled({
  mask,
  overlap,
}: Pick<SearchedOnRandom, "mask" | "overlap">): number | null {
  return framesOn(mask, SHOWN_ON) === 0 ? null : overlap;
}

/** Returns the verdict on a mask. */
export function verdictOf(measured: Faithfulness, { gap, start }: SearchFacts = {}): Verdict {
  const hopeless = nothingToExplain(measured);
  if (hopeless !== null) {
    const reasons = [{ sentence: hopeless, good: false }];
    return { level: "not-supported", summary: `Nothing to explain. ${hopeless}`, reasons };
  }
  if (choosesNothing(measured)) {
    const sentence =
      "The mask has every frame on that can have an effect, so it does not say which frames matter.";
    const summary = `Not faithful. ${sentence}`;
    return { level: "not-supported", summary, reasons: [{ sentence, good: false }] };
  }
  const findings = [
    againstChance(measured),
    sufficient(measured),
    deletion(measured),
    insertion(measured),
    start && leftStart(start),
    gap && againstWindow(gap),
    stable(measured),
    onShuffled(measured),
    complete(measured),
  ].filter((finding) => finding !== undefined && finding !== null);
  const bad = findings.filter(({ good }) => !good);
  const worst = bad.find(({ decisive }) => decisive) ?? bad[0];
  const reasons = findings.map(({ sentence, good }) => ({ sentence, good }));
  if (worst === undefined) {
    const summary = "Faithful. Its frames matter more than others do, and no check speaks against them.";
    return { level: "supported", summary, reasons };
  }
  if (worst.decisive || 2 * bad.length >= findings.length) {
    return { level: "not-supported", summary: `Not faithful. ${worst.sentence}`, reasons };
  }
  return { level: "mixed", summary: `Partly faithful. ${worst.sentence}`, reasons };
}

function nothingToExplain({ original, everywhere, equalLength }: Faithfulness): string | null {
  if (original < LIMITS.leastScore) {
    return `The model hardly sees this class in the clip (its score is ${percent(original)}), so no mask can explain it.`;
  }
  if (equalLength.on === 0) return "The mask has no frame on, so it points to nothing.";
  const lowest = Math.min(everywhere, equalLength.mask.inside);
  if (original - lowest < LIMITS.leastDrop * original) {
    return (
      `Perturbing frames hardly changes the score (from ${percent(original)} to ${percent(lowest)} at the lowest), ` +
      "so the score does not depend on what happens over time."
    );
  }
  return null;
}

/** Returns whether every frame that has an effect is on, so that there was nothing to choose. */
function choosesNothing({ equalLength: { effective } }: Faithfulness): boolean {
  return effective.on === effective.of;
}

function againstChance({ equalLength }: Faithfulness): Finding {
  const { on, mask, random } = equalLength;
  const insides = random.map(({ inside }) => inside);
  const beaten = shareBeaten(mask.inside, insides) ?? 0;
  const good = beaten >= LIMITS.leastBeaten;
  const decisive = beaten < LIMITS.leastBeatenAtAll;
  const picks = `${percentBeaten(beaten)} of random picks of ${frames(on)}`;
  const sentence = good
    ? `Its frames take more of the score than ${picks} do.`
    : decisive
      ? `Its frames take more of the score than only ${picks} do, so other frames would serve as well.`
      : `Its frames take more of the score than ${picks} do; that may be chance, so ${ask()}.`;
  return { sentence, good, decisive };
}

function deletion({ deletion: { area, chance } }: Faithfulness): Finding | null {
  const beaten = shareBeaten(area, chance.areas);
  if (beaten === null) return null;
  const good = beaten >= LIMITS.leastBeaten;
  const sentence = good
    ? "Perturbing frames in the mask's order lowers the score sooner than in random orders."
    : `Perturbing frames in the mask's order beats ${percentBeaten(beaten)} of random orders; ${ask()}.`;
  return { sentence, good, decisive: false };
}

/** Compares the score with all other frames perturbed with that of random picks. */
function sufficient({ original, equalLength: { mask, random } }: Faithfulness): Finding | null {
  const outsides = random.map(({ outside }) => outside);
  const beaten = shareBeaten(mask.outside, outsides, "higher");
  if (beaten === null) return null;
  const good = beaten >= LIMITS.leastBeaten;
  return { sentence: sufficiencySentence(mask.outside, original, beaten), good, decisive: false };
}

/** Frames suffice if perturbing all others takes less of the score than there must be to explain. */
function sufficiencySentence(outside: number, original: number, beaten: number): string {
  const suffice = original - outside < LIMITS.leastDrop * original;
  const good = beaten >= LIMITS.leastBeaten;
  const numbers = `(${outside.toFixed(3)} of ${original.toFixed(3)})`;
  const picks = `${percentBeaten(beaten)} of random picks`;
  if (good && suffice) return `Its frames suffice ${numbers}, and they beat ${picks}.`;
  if (good) return `Its frames alone keep more of the score ${numbers} than ${picks} do.`;
  if (suffice)
    return `Its frames suffice ${numbers}, but so do other picks: the mask beats ${picks}; ${ask()}.`;
  return `Its frames alone do not suffice ${numbers}: they beat ${picks}; ${ask()}.`;
}

function insertion({ insertion: { area, chance } }: Faithfulness): Finding | null {
  const beaten = shareBeaten(area, chance.areas, "higher");
  if (beaten === null) return null;
  const good = beaten >= LIMITS.leastBeaten;
  const sentence = good
    ? "Restoring frames in the mask's order brings the score back sooner than in random orders."
    : `Restoring frames in the mask's order beats ${percentBeaten(beaten)} of random orders; ${ask()}.`;
  return { sentence, good, decisive: false };
}

function leftStart({ left, changed }: StartDistance): Finding {
  const sentence = left
    ? `The search moved away from its start: ${frames(changed)} switched on or off.`
    : "The search did not leave its start: the mask is the block it started from, so it says little.";
  return { sentence, good: left, decisive: false };
}

function againstWindow({ best, softGap, hardGap }: OptimalityGap): Finding {
  const missed = missedBy({ softGap, hardGap });
  const good = missed <= LIMITS.mostGap;
  const better =
    best.window === null
      ? "perturbing no frame"
      : best.window[0] === best.window[1]
        ? `${formatRuns([best.window])} alone`
        : formatRuns([best.window], " to ");
  const sentence = good
    ? "No window of neighbouring frames has a clearly lower loss."
    : `A better mask exists: ${better} would lower the loss by ${missed.toFixed(2)}.`;
  return { sentence, good, decisive: false };
}

function stable(measured: Faithfulness): Finding | null {
  const mean = meanStability(measured);
  if (mean === null) return null;
  const good = mean >= LIMITS.leastStability;
  const overlap = `${percent(mean)} overlap on average`;
  const sentence = good
    ? `Searches from other starts, at other learning rates and on slightly shifted clips find much the same frames (${overlap}).`
    : `Searches from other starts, at other learning rates and on slightly shifted clips find other frames (${overlap}).`;
  return { sentence, good, decisive: false };
}

/**
 * Compares the mask with that of the most shuffled model on which a search found one. An empty mask says nothing,
 * because such a model may have no score to lose; nor do masks so long that any two overlap. If only that model's last
 * layer is shuffled, the features below it are still as learnt: the same mask then casts doubt on the class, but
 * decides nothing.
 */
function onShuffled({ randomised, equalLength: { on } }: Faithfulness): Finding | null {
  if (randomised.kind === "not-possible") return null;
  const { stages } = randomised;
  const last = stages.findLast((stage) => overlapOnShuffled(stage) !== null);
  const overlap = last === undefined ? null : overlapOnShuffled(last);
  if (last === undefined || overlap === null) return null;
  const lastLayerAlone = last === stages[0] && stages.length > 1;
  const chance = chanceOverlap(on, framesOn(last.mask, SHOWN_ON), last.mask.length);
  if (chance > LIMITS.mostByChance) return null;
  const good = overlap - chance <= LIMITS.mostOnShuffled * (1 - chance);
  const numbers = `${percent(overlap)} overlap; random masks of these lengths have ${percent(chance)}`;
  const shuffled = lastLayerAlone ? "the model's last layer" : "the model's weights";
  const sentence = good
    ? `With ${shuffled} shuffled, the search finds another mask (${numbers}), so the mask depends on what the model learnt.`
    : lastLayerAlone
      ? `With ${shuffled} shuffled, the search finds nearly the same mask (${numbers}), so the mask may show what moves rather than what this class depends on.`
      : `With ${shuffled} shuffled, the search finds nearly the same mask (${numbers}), so the mask says little about what the model learnt.`;
  return { sentence, good, decisive: !lastLayerAlone };
}

/**
 * Returns the overlap of random masks of `a` and `b` frames, computed from the number of frames they share on average.
 */
function chanceOverlap(a: number, b: number, T: number): number {
  const shared = (a * b) / T;
  return a + b === 0 ? 0 : shared / (a + b - shared);
}

function complete({ completeness }: Faithfulness): Finding | null {
  if (completeness === null) return null;
  const { sum, expected } = completeness;
  const miss = Math.abs(sum - expected);
  const good = miss <= LIMITS.mostIncomplete;
  const sentence = good
    ? "Per-frame contributions add up to the total drop."
    : `Per-frame contributions miss the total drop by ${percent(miss)} of probability: read single frames' contributions with care.`;
  return { sentence, good, decisive: false };
}

function percent(share: number): string {
  const rounded = Math.round(100 * share);
  return rounded === 0 && share > 0 ? "under 1 %" : `${rounded} %`;
}

function frames(count: number): string {
  return count === 1 ? "1 frame" : `${count} frames`;
}

/** Rounds down, so that a share just under the limit does not read as the limit; 1e-9 absorbs rounding errors. */
function percentBeaten(share: number): string {
  return `${Math.floor(100 * share + 1e-9)} %`;
}

function ask(): string {
  return `we ask for ${percent(LIMITS.leastBeaten)}`;
}
