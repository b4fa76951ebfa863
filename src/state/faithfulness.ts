/**
 * The faithfulness of a mask, put together from its measurements: comparison with windows, distance from the start,
 * verdict. Pure.
 */
import { optimalityGap, type OptimalityGap } from "../faithfulness/optimality.ts";
import { bestWindow } from "../math/best-window.ts";
import { frameValues, type Mask } from "../math/mask.ts";
import { framesOn } from "../math/mask-overlap.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import type { OperatorName } from "../math/operator.ts";
import { startDistance, type StartDistance } from "../faithfulness/start-distance.ts";
import { verdictOf, type Verdict } from "../faithfulness/verdict.ts";
import { windowMask } from "../math/windows.ts";
import { scoreUnder } from "../result/mask-result.ts";
import { PRESETS } from "../math/search-settings.ts";
import { modelToAsk, ONE_FRAME, operatorOf, shownScores } from "./derived.ts";
import {
  faithfulnessOf,
  type FaithfulnessReady,
  type MeasuredMasks,
  type Yardstick,
} from "./faithfulness-state.ts";
import type { LabState, Lane, LaneId } from "./lab-state.ts";
import { laneOf } from "./lanes.ts";

/** A mask compared with every window of frames. */
export interface BesideWindows extends Pick<Yardstick, "windows"> {
  /** Number of frames on. */
  readonly on: number;
  /** Score with these frames fully on; null until it is known. */
  readonly hardScore: number | null;
  /** Null until that score is known. */
  readonly gap: OptimalityGap | null;
  /** Null if it is unknown or says nothing; see `distanceFromStart`. */
  readonly start: StartDistance | null;
}

/** Everything the page shows about the faithfulness of a mask. */
export interface Faithfulness extends Pick<FaithfulnessReady, "measured" | "saved"> {
  readonly beside: BesideWindows;
  readonly verdict: Verdict;
}

/** The parts of a lane that its mask's faithfulness is derived from. */
export type FaithfulnessFacts = Pick<Lane, "faithfulness" | "mask" | "scoring" | "maskKind">;

/** Returns a lane's mask compared with every window; null until the windows are scored. */
export function besideWindows(facts: FaithfulnessFacts, measured: MeasuredMasks): BesideWindows | null {
  const { mask } = facts;
  const known = faithfulnessOf(facts, measured);
  const yardstick =
    known.kind === "measuring" ? known.yardstick : known.kind === "ready" ? known.measured : null;
  if (mask === null || yardstick === null) return null;
  const values = frameValues(mask);
  const { windows, preset, start } = yardstick;
  const scores = shownScores(facts);
  const operator = operatorOf(facts);
  const inside = known.kind === "ready" ? known.measured.report.equalLength.mask.inside : null;
  const hardScore = scores === null ? inside : scoreUnder(scores, operator);
  return {
    windows,
    on: framesOn(values, SHOWN_ON),
    hardScore,
    gap: hardScore === null ? null : optimalityGap(windows, PRESETS[preset], values, hardScore),
    start: start === null ? null : distanceFromStart(values, start, yardstick, operator),
  };
}

/** Returns the faithfulness of a lane's mask; null if it is not measured. */
export function measuredFaithfulness(facts: FaithfulnessFacts, masks: MeasuredMasks): Faithfulness | null {
  const known = faithfulnessOf(facts, masks);
  const beside = besideWindows(facts, masks);
  if (known.kind !== "ready" || beside === null) return null;
  const { measured, saved } = known;
  const { gap, start } = beside;
  const verdict = verdictOf(measured.report, { gap: gap ?? undefined, start: start ?? undefined });
  return { measured, saved, beside, verdict };
}

/**
 * Returns the distance of a mask from the start of its search. Null for a mask that is still at its start if that is the
 * best of all windows, where the thorough search also starts: staying there does not speak against the mask.
 */
function distanceFromStart(
  mask: readonly number[],
  start: readonly boolean[],
  { windows, preset }: Yardstick,
  operator: OperatorName,
): StartDistance | null {
  const distance = startDistance(mask, start, operator);
  if (distance.left) return distance;
  const { window } = bestWindow(windows, PRESETS[preset]);
  const best = window === null ? null : windowMask(windows.T, window);
  return best !== null && start.every((on, t) => on === (best[t] === 1)) ? null : distance;
}

/**
 * Returns the frames that were on where the search of a lane's mask started, [T]; null for a mask that was painted,
 * edited or opened from a link, whose start is unknown.
 */
export function startOf({
  mask,
  finding,
}: { mask: Mask | null } & Pick<Lane, "finding">): readonly boolean[] | null {
  const result = finding?.from.kind === "search" ? finding.from.result : null;
  return mask !== null && mask === finding?.mask && result !== null && "start" in result
    ? result.start
    : null;
}

/** Returns why a lane's mask cannot be measured now, as a sentence; null if it can. */
export function whyNoFaithfulness(state: LabState, id: LaneId): string | null {
  const lane = laneOf(state, id);
  if (lane?.maskKind.kind === "spatiotemporal") {
    return "Faithfulness can only be measured for masks over time. Choose “Time” under “Mask over” to find one.";
  }
  if (lane?.modelJob.kind === "loading") return `Waiting for ${lane.modelJob.name} to load.`;
  if (lane?.search.kind === "searching") return "Waiting for the search to end.";
  if (lane?.mask == null || lane.target === null) return "Find or paint a mask first.";
  if (modelToAsk(state, id) === null)
    return "The model is not on this page, so its scores cannot be computed.";
  const T = frameValues(lane.mask).length;
  if (T === 1) return ONE_FRAME;
  return T === state.onPage?.clip.frames.T ? null : "Waiting for the clip.";
}
