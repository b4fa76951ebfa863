/** The result in plain words. Every number in it is one that was computed. */
import { maskRuns, REVERSE_THRESHOLD } from "../../math/mask-runs.ts";
import { SHOWN_ON, type Scores } from "../../result/mask-result.ts";
import { formatRuns, formatScore } from "../format.ts";

/** A perturbation counts as destroying the score when it leaves at most this share of it. */
export const DESTROYS = 0.5;
/** Below this there is little to take away. */
export const HARDLY_SEEN = 0.05;

/** What there is to say. */
export interface SummaryFacts {
  readonly className: string;
  readonly scores: Scores;
  /** [T] in [0, 1]; 1 = perturbed. */
  readonly mask: readonly number[];
}

/** One to three sentences about which frames the class needs and whether their direction matters. */
export function summarise({ className, scores: { os, fs, rs }, mask }: SummaryFacts): string {
  const quoted = `“${className}”`;
  if (os < HARDLY_SEEN) {
    return `The model hardly sees ${quoted} in this clip (${formatScore(os)}), so there is little for a mask to take away.`;
  }
  const runs = maskRuns(mask, SHOWN_ON);
  const partly = maskRuns(mask, REVERSE_THRESHOLD);
  if (partly.length === 0) {
    return `No frame is perturbed, so ${quoted} keeps its score of ${formatScore(os)}.`;
  }
  // A mask may do its work by values that none of them counts as on.
  const frames = runs.length > 0 ? formatRuns(runs) : `${formatRuns(partly)} less than halfway`;
  const change = `from ${formatScore(os)} to ${formatScore(fs)}`;
  if (fs > os * DESTROYS) {
    return `Freezing ${frames} does not take ${quoted} away: it goes ${change}. The model does not need the motion in them.`;
  }
  const reversed = `Played backwards they give ${formatScore(rs)}`;
  const direction =
    rs > os * DESTROYS
      ? `${reversed}: it needs the motion, but not its direction.`
      : `${reversed}: the direction of the motion counts too.`;
  return `Freezing ${frames} drops ${quoted} ${change}: the model needs the motion in them. ${direction}`;
}
