/** The faithfulness of a mask, put together from what was measured: yardstick, way from the start, verdict. Pure. */
import { hardScoreOf, optimalityGap, type OptimalityGap } from "../faithfulness/optimality.ts";
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

/** A mask beside every window of frames. */
export interface BesideWindows extends Pick<Yardstick, "windows"> {
  /** Number of frames on. */
  readonly on: number;
  /** Score with these frames fully on; null until it is known. */
  readonly hardScore: number | null;
  /** Null until the mask's own scores are known. */
  readonly gap: OptimalityGap | null;
  /** Null for a mask that was made or changed by hand: it has no start. */
  readonly start: StartDistance | null;
}

/** All that the page says about the faithfulness of a mask. */
export interface Faithfulness extends Pick<FaithfulnessReady, "measured" | "saved"> {
  readonly beside: BesideWindows;
  readonly verdict: Verdict;
}

/** The parts of a lane from which its mask's faithfulness follows. */
export type FaithfulnessFacts = Pick<Lane, "faithfulness" | "mask" | "scoring" | "maskKind">;

/** Returns a lane's mask beside every window; null until these are scored. */
export function besideWindows(facts: FaithfulnessFacts, measured: MeasuredMasks): BesideWindows | null {
  const { mask } = facts;
  const known = faithfulnessOf(facts, measured);
  const yardstick =
    known.kind === "measuring" ? known.yardstick : known.kind === "ready" ? known.measured : null;
  if (mask === null || yardstick === null) return null;
  const values = frameValues(mask);
  const { windows, preset, start } = yardstick;
  const hardScore =
    known.kind === "ready" ? known.measured.report.equalLength.mask.inside : hardScoreOf(windows, values);
  const scores = shownScores(facts);
  const operator = operatorOf(facts);
  const score = scores === null ? null : scoreUnder(scores, operator);
  return {
    windows,
    on: framesOn(values, SHOWN_ON),
    hardScore,
    gap: score === null ? null : optimalityGap(windows, PRESETS[preset], values, score, hardScore),
    start: start === null ? null : wayFromStart(values, start, yardstick, operator),
  };
}

/** Returns the faithfulness of a lane's mask; null if it was not measured. */
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
 * Returns how far the mask is from where its search began. Null for one that has stayed at the best of all windows, from
 * which the thorough search also begins: there was nothing better to find.
 */
function wayFromStart(
  mask: readonly number[],
  start: readonly boolean[],
  { windows, preset }: Yardstick,
  operator: OperatorName,
): StartDistance | null {
  const way = startDistance(mask, start, operator);
  if (way.left) return way;
  const { window } = bestWindow(windows, PRESETS[preset]);
  const best = window === null ? null : windowMask(windows.T, window);
  return best !== null && start.every((on, t) => on === (best[t] === 1)) ? null : way;
}

/** Returns where the search of a lane's mask began; null for a mask that was made, changed or linked: this page does not know. */
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
    return "Faithfulness is measured for masks over time only. Choose “Time” under “Mask over” to find one.";
  }
  if (lane?.modelJob.kind === "loading") return `Waiting for ${lane.modelJob.name} to load.`;
  if (lane?.search.kind === "searching") return "Waiting for the search to end.";
  if (lane?.mask == null || lane.target === null) return "Find or paint a mask first.";
  if (modelToAsk(state, id) === null) return "The model is not here, so its scores cannot be computed.";
  const T = frameValues(lane.mask).length;
  if (T === 1) return ONE_FRAME;
  return T === state.onPage?.clip.frames.T ? null : "Waiting for the clip.";
}
