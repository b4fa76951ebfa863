/**
 * What the measurements say together, in plain sentences: whether a mask may be believed, and why not. No model is asked.
 * The thresholds are ours; none of them is a law, and the page shows the number beside each sentence.
 */
import { SHOWN_ON } from "../math/mask-runs.ts";
import { framesOn } from "../math/mask-overlap.ts";
import { meanOf } from "../math/sample-summary.ts";
import { missedBy, type OptimalityGap } from "./optimality.ts";
import type { Faithfulness } from "./faithfulness.ts";
import type { StartDistance } from "./start-distance.ts";

/** Where a measurement turns from good to bad. */
export const LIMITS = {
  /** A class below this probability is hardly seen, and a mask cannot explain what is not there. */
  leastScore: 0.1,
  /** Share of the score that the mask, or perturbing everything, must take: below it there is nothing to explain. */
  leastDrop: 0.1,
  /** Share of the random draws that the mask must beat, as in a one-sided test at 5 %. */
  leastBeaten: 0.95,
  /** Below this share the frames are no choice at all, whatever else holds. */
  leastBeatenAtAll: 0.8,
  /** Loss by which the best window may undercut the mask: the price of five frames, or five hundredths of the score. */
  mostGap: 0.05,
  /** Mean overlap with the masks of the searches run again. */
  leastStability: 0.5,
  /**
   * Overlap with the mask on the wholly shuffled model: the way from what chance gives (0) to the same mask (1). Long
   * masks overlap whatever they mean, so the bare overlap would speak against all of them.
   */
  mostOnShuffled: 0.5,
  /** Overlap that masks of such lengths have anyway: above it, their overlap tells nothing. */
  mostByChance: 0.9,
  /** Score that the frames' attributions may miss or have too much of. */
  mostIncomplete: 0.05,
} as const;

/** One finding. */
export interface Reason {
  readonly sentence: string;
  /** Whether it speaks for the mask. */
  readonly good: boolean;
}

/** From the best to the worst. */
export const VERDICT_LEVELS = ["supported", "mixed", "not-supported"] as const;

/** What it comes to. */
export interface Verdict {
  /**
   * "supported": nothing speaks against the mask. "not-supported": something does that the rest cannot mend (nothing to
   * explain, no better than chance, the same mask on a shuffled model), or half of the findings do. "mixed": otherwise.
   */
  readonly level: (typeof VERDICT_LEVELS)[number];
  /** One sentence. */
  readonly summary: string;
  readonly reasons: readonly Reason[];
}

/** What else is known of the search; each is judged where it is given. */
export interface SearchFacts {
  readonly gap?: OptimalityGap | undefined;
  readonly start?: StartDistance | undefined;
}

interface Finding extends Reason {
  /** Whether the rest can mend it when it is bad. */
  readonly decisive: boolean;
}

/** Share of the others that one value is better than, ties counted half; null where there are no others. */
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

/** Mean overlap of the searches run again; two masks without a frame on agree. Null where none was run. */
export function meanStability({ stability }: Pick<Faithfulness, "stability">): number | null {
  return stability.length === 0 ? null : meanOf(stability.map(({ overlap }) => overlap ?? 1));
}

/** Judges a mask. */
export function verdictOf(measured: Faithfulness, { gap, start }: SearchFacts = {}): Verdict {
  const hopeless = nothingToExplain(measured);
  if (hopeless !== null) {
    const reasons = [{ sentence: hopeless, good: false }];
    return { level: "not-supported", summary: `There is nothing to trust here: ${lower(hopeless)}`, reasons };
  }
  if (choosesNothing(measured)) {
    const sentence =
      "The mask has every frame on that has an effect, so it does not say which frames matter.";
    const summary = `Do not trust this mask: ${lower(sentence)}`;
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
    const summary =
      "This explanation holds up: the frames matter more than other frames do, and nothing that was tried speaks against them.";
    return { level: "supported", summary, reasons };
  }
  if (worst.decisive || 2 * bad.length >= findings.length) {
    return { level: "not-supported", summary: `Do not trust this mask: ${lower(worst.sentence)}`, reasons };
  }
  return {
    level: "mixed",
    summary: `Trust this mask only in part: ${lower(worst.sentence)}`,
    reasons,
  };
}

function nothingToExplain({ original, everywhere, equalLength }: Faithfulness): string | null {
  if (original < LIMITS.leastScore) {
    return `The model hardly sees this class in the clip (its score is ${percent(original)}), so no mask can explain why it does.`;
  }
  if (equalLength.on === 0) return "The mask has no frame on, so it points at nothing.";
  const lowest = Math.min(everywhere, equalLength.mask.inside);
  if (original - lowest < LIMITS.leastDrop * original) {
    return (
      `Perturbing the frames hardly changes the score (from ${percent(original)} to ${percent(lowest)} at the lowest), ` +
      "so the answer does not rest on what happens over time."
    );
  }
  return null;
}

/** Whether no other frames could be on in the place of those that are. */
function choosesNothing({ equalLength: { effective } }: Faithfulness): boolean {
  return effective.on === effective.of;
}

function againstChance({ equalLength }: Faithfulness): Finding {
  const { on, mask, random } = equalLength;
  const insides = random.map(({ inside }) => inside);
  const beaten = shareBeaten(mask.inside, insides) ?? 0;
  const good = beaten >= LIMITS.leastBeaten;
  const decisive = beaten < LIMITS.leastBeatenAtAll;
  const than = `${percent(beaten)} of the random choices of ${frames(on)}`;
  const sentence = good
    ? `Its frames take more of the score than ${than}.`
    : decisive
      ? `Its frames take more of the score than only ${than}, so other frames would do as well.`
      : `Its frames take more of the score than ${than}: better than most, but chance could do that too.`;
  return { sentence, good, decisive };
}

function deletion({ deletion: { area, chance } }: Faithfulness): Finding | null {
  const beaten = shareBeaten(area, chance.areas);
  if (beaten === null) return null;
  const good = beaten >= LIMITS.leastBeaten;
  const sentence = good
    ? "Perturbing frames in the mask's order lowers the score sooner than in a random order."
    : `Perturbing frames in the mask's order lowers the score no sooner than in a random order (sooner than ${percent(beaten)} of them).`;
  return { sentence, good, decisive: false };
}

/** How the clip fares with all other frames perturbed. */
function sufficient({ equalLength: { mask, random } }: Faithfulness): Finding | null {
  const outsides = random.map(({ outside }) => outside);
  const beaten = shareBeaten(mask.outside, outsides, "higher");
  if (beaten === null) return null;
  const good = beaten >= LIMITS.leastBeaten;
  const kept = `with all others perturbed the score is ${percent(mask.outside)}`;
  const sentence = good
    ? `Its frames are nearly enough by themselves: ${kept}, more than with ${percent(beaten)} of the random choices.`
    : `Its frames are not enough by themselves: ${kept}, more than with only ${percent(beaten)} of the random choices.`;
  return { sentence, good, decisive: false };
}

function insertion({ insertion: { area, chance } }: Faithfulness): Finding | null {
  const beaten = shareBeaten(area, chance.areas, "higher");
  if (beaten === null) return null;
  const good = beaten >= LIMITS.leastBeaten;
  const sentence = good
    ? "Giving frames back in the mask's order brings the score back sooner than in a random order."
    : `Giving frames back in the mask's order brings the score back no sooner than in a random order (sooner than ${percent(beaten)} of them).`;
  return { sentence, good, decisive: false };
}

function leftStart({ left, changed }: StartDistance): Finding {
  const sentence = left
    ? `The search moved away from where it began: ${frames(changed)} changed sides.`
    : "The search did not leave its start: the mask is the block that it began with, and says little of its own.";
  return { sentence, good: left, decisive: false };
}

function againstWindow({ best, softGap, hardGap }: OptimalityGap): Finding {
  const missed = missedBy({ softGap, hardGap });
  const good = missed <= LIMITS.mostGap;
  const better =
    best.window === null
      ? "perturbing no frame at all"
      : best.window[0] === best.window[1]
        ? `frame ${best.window[0] + 1} alone`
        : `frames ${best.window[0] + 1} to ${best.window[1] + 1}`;
  const sentence = good
    ? "No window of neighbouring frames has a clearly lower loss."
    : `A better choice exists: ${better} would have a loss ${missed.toFixed(2)} lower.`;
  return { sentence, good, decisive: false };
}

function stable(measured: Faithfulness): Finding | null {
  const mean = meanStability(measured);
  if (mean === null) return null;
  const good = mean >= LIMITS.leastStability;
  const overlap = `${percent(mean)} overlap on average`;
  const sentence = good
    ? `Searches from other starts, at other rates and on slightly shifted clips find much the same frames (${overlap}).`
    : `Searches from other starts, at other rates and on slightly shifted clips find other frames (${overlap}).`;
  return { sentence, good, decisive: false };
}

/**
 * Of the most shuffled model on which a search found a mask at all: an empty one says nothing, as such a model may have no
 * score to lose. Nor do masks so long that any two overlap. Where that is the model with its last layer alone shuffled,
 * the features below still follow what was learnt: the same mask is then a doubt about the class, not a proof against it.
 */
function onShuffled({ randomised, equalLength: { on } }: Faithfulness): Finding | null {
  if (randomised.kind === "not-possible") return null;
  const { stages } = randomised;
  const last = stages.findLast(({ mask }) => framesOn(mask, SHOWN_ON) > 0);
  const overlap = last?.overlap ?? null;
  if (last === undefined || overlap === null) return null;
  const lastLayerAlone = last === stages[0] && stages.length > 1;
  const chance = chanceOverlap(on, framesOn(last.mask, SHOWN_ON), last.mask.length);
  if (chance > LIMITS.mostByChance) return null;
  const good = overlap - chance <= LIMITS.mostOnShuffled * (1 - chance);
  const numbers = `${percent(overlap)} overlap; masks as long, laid at random, have ${percent(chance)}`;
  const shuffled = lastLayerAlone ? "the model's last layer" : "the model's weights";
  const sentence = good
    ? `With ${shuffled} shuffled the search finds another mask (${numbers}), so the mask depends on what the model learnt.`
    : lastLayerAlone
      ? `With ${shuffled} shuffled the search finds nearly the same mask (${numbers}), so the mask may tell of what moves more than of this class.`
      : `With ${shuffled} shuffled the search finds nearly the same mask (${numbers}), so the mask says little about what the model learnt.`;
  return { sentence, good, decisive: !lastLayerAlone };
}

/** Overlap of two masks of so many frames, laid at random: that of the number of frames that they then share on average. */
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
    ? "What the frames take one by one adds up to what they take together."
    : `What the frames take one by one misses what they take together by ${percent(miss)} of probability: read single frames' shares with care.`;
  return { sentence, good, decisive: false };
}

function percent(share: number): string {
  const rounded = Math.round(100 * share);
  return rounded === 0 && share > 0 ? "under 1 %" : `${rounded} %`;
}

function frames(count: number): string {
  return count === 1 ? "1 frame" : `${count} frames`;
}

/** A sentence that goes on after a colon. */
function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
