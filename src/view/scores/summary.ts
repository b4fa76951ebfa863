/** Puts the result into plain words, using computed numbers only. */
import { maskRuns, REVERSE_THRESHOLD, SHOWN_ON } from "../../math/mask-runs.ts";
import type { OperatorName } from "../../math/operator.ts";
import { LIMITS } from "../../faithfulness/verdict.ts";
import type { Scores } from "../../result/mask-result.ts";
import { formatRuns } from "../../base/format.ts";
import { formatScore } from "../parts/format.ts";

/** A perturbation destroys the score if it leaves at most this share of it. */
export const DESTROYS = 0.5;
/** A frame is named if its mean is at least this share of the strongest frame's. */
const MOST_OF_IT = 0.5;

/** Facts that the summary puts into words. */
export interface SummaryFacts {
  readonly className: string;
  readonly scores: Scores;
  /** [T] in [0, 1]; 1 = perturbed. For a spatiotemporal mask, the mean of each frame. */
  readonly mask: readonly number[];
  /** Operator of the mask; "place" for a spatiotemporal one, which freezes. */
  readonly how: OperatorName | "place";
  /** Share of a spatiotemporal mask's cells that are on. Default 0. */
  readonly area?: number;
}

/** Returns one to three sentences on which frames the class needs, and what it needs of them. */
export function summarise({ className, scores, mask, how, area = 0 }: SummaryFacts): string {
  const { os } = scores;
  const quoted = `“${className}”`;
  if (os < LIMITS.leastScore) {
    return `The model hardly sees ${quoted} in this clip (${formatScore(os)}), so a mask has little to remove.`;
  }
  const partly = maskRuns(mask, REVERSE_THRESHOLD);
  if (how !== "place" && partly.length === 0) {
    return `No frame is perturbed, so ${quoted} keeps its score of ${formatScore(os)}.`;
  }
  const what = how === "place" ? extentOf(mask, area) : framesOf(mask, partly);
  return how === "place" && what === null
    ? `Nothing is perturbed, so ${quoted} keeps its score of ${formatScore(os)}.`
    : SENTENCES[how](what ?? "", quoted, scores);
}

type Sentence = (what: string, quoted: string, scores: Scores) => string;

const SENTENCES: Readonly<Record<SummaryFacts["how"], Sentence>> = {
  freeze: (what, quoted, scores) => frozen(what, quoted, scores, "in them", "they give"),
  place: (what, quoted, scores) => frozen(what, quoted, scores, "there", "it gives"),
  reverse: (what, quoted, { os, rs, fs }) =>
    rs > os * DESTROYS
      ? `Playing ${what} backwards does not remove ${quoted}: its score goes ${change(os, rs)}. The model does not need the direction of the motion in them.`
      : `Playing ${what} backwards drops ${quoted} ${change(os, rs)}: the direction of the motion in them matters. Frozen, they give ${formatScore(fs)}.`,
  fade: (what, quoted, scores) => takenAway("Fading", what, quoted, scores, "to see them"),
  blur: (what, quoted, scores) => takenAway("Blurring", what, quoted, scores, "their detail"),
};

function frozen(what: string, quoted: string, { os, fs, rs }: Scores, where: string, give: string): string {
  if (fs > os * DESTROYS) {
    return `Freezing ${what} does not remove ${quoted}: its score goes ${change(os, fs)}. The model does not need the motion ${where}.`;
  }
  const reversed = `Played backwards, ${give} ${formatScore(rs)}`;
  const direction =
    rs > os * DESTROYS
      ? `${reversed}: it needs the motion, but not its direction.`
      : `${reversed}: the direction of the motion matters too.`;
  return `Freezing ${what} drops ${quoted} ${change(os, fs)}: the model needs the motion ${where}. ${direction}`;
}

function takenAway(
  verb: string,
  what: string,
  quoted: string,
  { os, fs, own }: Scores,
  needs: string,
): string {
  const score = own ?? fs;
  return score > os * DESTROYS
    ? `${verb} ${what} does not remove ${quoted}: its score goes ${change(os, score)}. The model does not need ${needs}.`
    : `${verb} ${what} drops ${quoted} ${change(os, score)}: the model needs ${needs}. Frozen, they give ${formatScore(fs)}.`;
}

function change(from: number, to: number): string {
  return `from ${formatScore(from)} to ${formatScore(to)}`;
}

/** Returns the frames in words. A mask can work through values too small to count as on. */
function framesOf(mask: readonly number[], partly: ReturnType<typeof maskRuns>): string {
  const runs = maskRuns(mask, SHOWN_ON);
  return runs.length > 0 ? formatRuns(runs) : `${formatRuns(partly)} by less than half`;
}

/** Returns how much of the clip is perturbed, and the frames with most of it; null for nothing. */
function extentOf(means: readonly number[], area: number): string | null {
  const share = Math.round(100 * area);
  const strongest = Math.max(...means);
  if (strongest < 1 / 255) return null;
  const most = formatRuns(maskRuns(means, MOST_OF_IT * strongest));
  return `${share < 1 ? "less than 1" : share} % of the clip, most of it in ${most},`;
}
