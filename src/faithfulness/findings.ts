/** What each measurement says of a mask, in one sentence. `verdict.ts` draws the conclusion. */
import { formatP, formatRuns } from "../base/format.ts";
import { agreementOf } from "./stability.ts";
import type { CurveAgainstChance, Faithfulness } from "./faithfulness.ts";
import { LIMITS } from "./limits.ts";
import type { OptimalityGap } from "./optimality.ts";
import { rankOf, type Rank } from "./rank.ts";
import { overlapOverChance, stageResult } from "./shuffled.ts";
import type { StartDistance } from "./start-distance.ts";

/** One finding. */
export interface Reason {
  readonly sentence: string;
  /** "open": it could not be settled, and speaks neither for the mask nor against it. */
  readonly says: "for" | "against" | "open";
}

/** A finding with its weight. */
export interface Finding extends Reason {
  /**
   * Effect if it is against the mask. "decides": the mask is not faithful. "counts": it is only partly faithful, and not
   * at all if half of what counts is against it. "cautions": it is only partly faithful.
   */
  readonly weight: "decides" | "counts" | "cautions";
}

/** Finds that the model answers another class; null if it answers this one, or if the answer was not recorded. */
export function anotherAnswer({ predicted, original }: Faithfulness): Reason | null {
  if (predicted === null || predicted.isTarget) return null;
  const sentence = `The model answers “${predicted.name}” (${score(predicted.score)}), not this class (${score(original)}).`;
  return { sentence, says: "against" };
}

/** Judges how much of the score the mask's frames take, fully perturbed. */
export function taken({ original, equalLength }: Faithfulness): Finding {
  const { inside } = equalLength.mask;
  const share = (left: number) => percent(Math.max(1 - left / original, 0));
  const change = `${score(original)} to ${score(inside)}`;
  if (!destroys(original, inside)) {
    const sentence = `Perturbing its frames takes only ${share(inside)} of the score (${change}); a mask must take half.`;
    return { sentence, says: "against", weight: "decides" };
  }
  const sentence = `Perturbing its frames takes ${share(inside)} of the score (${change}).`;
  return { sentence, says: "for", weight: "decides" };
}

function destroys(original: number, left: number): boolean {
  return left <= (1 - LIMITS.leastTaken) * original;
}

/** Finds that every frame that has an effect is on; null if some are off. */
export function noChoice({ equalLength: { effective } }: Faithfulness): Finding | null {
  if (effective.on < effective.of) return null;
  const sentence =
    "Every frame that can have an effect is on, so the mask does not choose: it shows that time matters, not when.";
  return { sentence, says: "against", weight: "cautions" };
}

/** Ranks the score that the mask's frames leave among windows as long, and among scattered picks. */
export function againstOthers({ equalLength: { mask, windows, random } }: Faithfulness): Finding | null {
  const insides = (others: typeof random) => others.map(({ inside }) => inside);
  return ranked({
    claim: "Its frames take more of the score than",
    run: rankOf(mask.inside, insides(windows)),
    scattered: rankOf(mask.inside, insides(random)),
    names: ["other windows as long", "scattered picks"],
    picks: true,
  });
}

/** Ranks the area under the deletion curve. */
export function deletion({ deletion: curve }: Faithfulness): Finding | null {
  return rankedCurve(curve, "lower", "Perturbed in the mask’s order, frames lower the score sooner than in");
}

/** Ranks the area under the insertion curve. */
export function insertion({ insertion: curve }: Faithfulness): Finding | null {
  return rankedCurve(
    curve,
    "higher",
    "Restored in the mask’s order, frames bring the score back sooner than in",
  );
}

function rankedCurve(
  { area, centred, chance }: CurveAgainstChance,
  better: "lower" | "higher",
  claim: string,
): Finding | null {
  return ranked({
    claim,
    run: rankOf(area, centred.areas, better),
    scattered: rankOf(area, chance.areas, better),
    names: ["orders that grow from one frame", "scattered orders"],
    picks: false,
  });
}

interface Ranked {
  /** Beginning of a sentence that ends with the numbers of alternatives beaten. */
  readonly claim: string;
  /** Rank among windows or centre-out orders, and among scattered frames or orders. */
  readonly run: Rank | null;
  readonly scattered: Rank | null;
  readonly names: readonly [run: string, scattered: string];
  /**
   * True for picks of frames, which is what a mask claims: a bad rank among scattered picks then counts too. False for
   * orders: a mask whose values are mostly 0 and 1 claims none.
   */
  readonly picks: boolean;
}

/**
 * Returns a finding for a mask that is settled to rank high among runs, against one that half of the runs equal (or
 * scattered picks, too often), and an open one otherwise: sixteen frames have too few windows to settle a p of 0.05.
 */
function ranked({ claim, run, scattered, names, picks }: Ranked): Finding | null {
  if (run === null) return null;
  const among = (rank: Rank, name: string) =>
    `${rank.of - rank.asGood} of ${rank.of} ${name} (p ${formatP(rank.p)})`;
  const numbers = [among(run, names[0]), ...(scattered === null ? [] : [among(scattered, names[1])])].join(
    " and ",
  );
  const beatenByRuns = run.p > LIMITS.mostPAnywhere && run.of >= LIMITS.leastAlternatives;
  const beatenByAny = scattered !== null && scattered.p > LIMITS.mostP && scattered.lowestP <= LIMITS.mostP;
  if (beatenByRuns || (picks && beatenByAny)) {
    const sentence = `${claim} only ${numbers}, so other ${picks ? "frames" : "orders"} would do as well.`;
    return { sentence, says: "against", weight: "counts" };
  }
  const sentence = `${claim} ${numbers}.`;
  if (run.p <= LIMITS.mostP) return { sentence, says: "for", weight: "counts" };
  const why =
    run.lowestP > LIMITS.mostP
      ? ` With ${run.of}, p cannot fall to ${LIMITS.mostP}, so this settles nothing.`
      : ` We ask for a p of ${LIMITS.mostP}, so this settles nothing.`;
  return { sentence: sentence + why, says: "open", weight: "counts" };
}

/** Judges the share of the score that is left with all other frames perturbed. */
export function sufficiency({ original, equalLength }: Faithfulness): Finding {
  const { outside } = equalLength.mask;
  const kept = outside / original;
  const left = `with all others perturbed, ${percent(kept)} of the score is left (${score(outside)} of ${score(original)})`;
  return kept >= LIMITS.leastKept
    ? { sentence: `Its frames suffice: ${left}.`, says: "for", weight: "counts" }
    : { sentence: `Its frames do not suffice: ${left}.`, says: "against", weight: "cautions" };
}

/** Judges whether the search left its start. */
export function leftStart({ left, changed }: StartDistance): Finding {
  const sentence = left
    ? `The search moved away from its start: ${frames(changed)} switched on or off.`
    : "The search did not leave its start: the mask is the block it started from, so it says little.";
  return { sentence, says: left ? "for" : "against", weight: "counts" };
}

/** Compares the mask's loss with that of the best window. */
export function againstBestWindow({ best, gap }: OptimalityGap): Finding {
  const good = gap <= LIMITS.mostGap;
  const better =
    best.window === null
      ? "perturbing no frame"
      : best.window[0] === best.window[1]
        ? `${formatRuns([best.window])} alone`
        : formatRuns([best.window], " to ");
  const sentence = good
    ? "No window of neighbouring frames has a clearly lower loss."
    : `A better mask exists: ${better} would lower the loss by ${gap.toFixed(2)}.`;
  return { sentence, says: good ? "for" : "against", weight: "counts" };
}

/**
 * Judges the overlap with the repeated searches that ended as well as the best; null if there are no losses. If none
 * did, or the mask itself ended worse, there is nothing to overlap with.
 */
export function stability(measured: Faithfulness): Finding | null {
  const found = agreementOf(measured);
  if (found === null) return null;
  const { runs, near, failed, missed, overlap } = found;
  const ends = `${near} of ${runs} repeated searches reach a loss as low`;
  const failures =
    failed === 0 ? "" : ` ${failed} of ${runs} failed, ending worse by more than ${LIMITS.failedLoss}.`;
  if (missed > LIMITS.failedLoss) {
    const sentence = `A repeated search found a mask whose loss is lower by ${missed.toFixed(2)}.${failures}`;
    return { sentence, says: "against", weight: "counts" };
  }
  if (overlap === null) {
    const sentence = `None of ${runs} repeated searches reaches a loss as low, so they do not say whether the mask is unique.${failures}`;
    return { sentence, says: "open", weight: "counts" };
  }
  const good = overlap >= LIMITS.leastStability;
  const sentence = `${ends}, and they find ${good ? "much the same" : "other"} frames (${percent(overlap)} overlap on average).${failures}`;
  return { sentence, says: good ? "for" : "against", weight: "counts" };
}

/**
 * Compares the mask with that of the most shuffled model on which a search found one. If only that model's last layer is
 * shuffled, the features below it are still as learnt: the same mask then casts doubt on the class, but decides nothing.
 */
export function onShuffled({ randomised, equalLength: { on } }: Faithfulness): Finding | null {
  if (randomised.kind === "not-possible") return null;
  const { stages } = randomised;
  const judged = stages.filter((stage) => overlapOverChance(stage, on) !== null);
  const last = judged.at(-1);
  if (last === undefined) {
    const results = stages.map(stageResult);
    const why = results.every((result) => result === "silent")
      ? "With shuffled weights, the model hardly reacts to frames"
      : "On the models with shuffled weights that react to frames, the search finds no mask to compare";
    return { sentence: `${why}, so this check cannot be judged.`, says: "open", weight: "counts" };
  }
  const lastLayerAlone = last === stages[0] && stages.length > 1;
  const overlap = overlapOverChance(last, on)!;
  const good = overlap <= LIMITS.mostOnShuffled;
  const numbers = `overlap ${overlap.toFixed(2)} on a scale from chance, 0, to the same mask, 1`;
  const shuffled = lastLayerAlone ? "the model’s last layer" : "the model’s weights";
  const sentence = good
    ? `With ${shuffled} shuffled, the search finds another mask (${numbers}), so the mask depends on what the model learnt.`
    : lastLayerAlone
      ? `With ${shuffled} shuffled, the search finds nearly the same mask (${numbers}), so the mask may show what moves rather than what this class depends on.`
      : `With ${shuffled} shuffled, the search finds nearly the same mask (${numbers}), so the mask says little about what the model learnt.`;
  return { sentence, says: good ? "for" : "against", weight: lastLayerAlone ? "counts" : "decides" };
}

/** Returns a share in whole percent, so that a small one does not read as none. */
export function percent(share: number): string {
  const rounded = Math.round(100 * share);
  return rounded === 0 && share > 0 ? "under 1 %" : `${rounded} %`;
}

function score(value: number): string {
  return value.toFixed(3);
}

function frames(count: number): string {
  return count === 1 ? "1 frame" : `${count} frames`;
}
