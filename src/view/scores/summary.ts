/** Puts the result into plain words, using computed numbers only. */
import { maskRuns, SHOWN_ON } from "../../math/mask-runs.ts";
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
  /** Hard ones: of exactly the frames or cells that are on. */
  readonly scores: Scores;
  /** [T] in [0, 1]; on above 0.5. For a spatiotemporal mask, each frame's share of cells that are on. */
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
  const partly = mask.some((m) => m > 0) ? " by more than half" : "";
  if (how === "place") {
    return area === 0
      ? `Nothing is perturbed${partly}, so ${quoted} keeps its score of ${formatScore(os)}.`
      : SENTENCES[how](extentOf(mask, area), quoted, scores);
  }
  const runs = maskRuns(mask, SHOWN_ON);
  return runs.length === 0
    ? `No frame is perturbed${partly}, so ${quoted} keeps its score of ${formatScore(os)}.`
    : SENTENCES[how](formatRuns(runs), quoted, scores);
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

/** Returns how much of the clip is on, and the frames with most of it. */
function extentOf(means: readonly number[], area: number): string {
  const share = Math.round(100 * area);
  const strongest = Math.max(...means);
  const most = formatRuns(maskRuns(means, MOST_OF_IT * strongest));
  return `${share < 1 ? "less than 1" : share} % of the clip, most of it in ${most},`;
}
