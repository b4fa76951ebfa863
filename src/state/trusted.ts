/** What was measured of a mask, put together: the yardstick, the way from the start, the verdict. Pure. */
import { hardScoreOf, optimalityGap, type OptimalityGap } from "../faithfulness/optimality.ts";
import { bestWindow } from "../math/best-window.ts";
import { framesOn } from "../math/mask-overlap.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import type { OperatorName } from "../math/operator.ts";
import { startDistance, type StartDistance } from "../faithfulness/start-distance.ts";
import { verdictOf, type Verdict } from "../faithfulness/verdict.ts";
import { windowMask } from "../math/windows.ts";
import { scoreUnder } from "../result/mask-result.ts";
import { PRESETS } from "../math/search-settings.ts";
import { modelToAsk, ONE_FRAME, operatorOf, shownScores } from "./derived.ts";
import type { LabState, Lane, LaneName } from "./lab-state.ts";
import { laneOf } from "./lanes.ts";
import { trustOf, type TrustReady, type Yardstick } from "./trust-state.ts";

/** A mask beside every window of frames. */
export interface BesideWindows extends Pick<Yardstick, "windows"> {
  /** Frames on, and the score with these fully on; null where that is not known yet. */
  readonly on: number;
  readonly hardScore: number | null;
  /** Null while the mask's own scores are not known. */
  readonly gap: OptimalityGap | null;
  /** Null for a mask that was made or changed by hand: it has no start. */
  readonly start: StartDistance | null;
}

/** All that the page says about trust. */
export interface Trusted extends Pick<TrustReady, "measured" | "kept"> {
  readonly beside: BesideWindows;
  readonly verdict: Verdict;
}

/** The mask that is measured, and what is known of it. */
export type TrustFacts = Pick<Lane, "trust" | "mask" | "scoring"> & Pick<LabState, "measured" | "maskKind">;

/** A lane's mask beside every window; null while those are not scored. */
export function besideWindows(facts: TrustFacts): BesideWindows | null {
  const { mask } = facts;
  const trust = trustOf(facts, facts.measured);
  const yardstick =
    trust.kind === "measuring" ? trust.yardstick : trust.kind === "ready" ? trust.measured : null;
  if (mask === null || yardstick === null) return null;
  const { windows, preset, start } = yardstick;
  const hardScore =
    trust.kind === "ready" ? trust.measured.report.equalLength.mask.inside : hardScoreOf(windows, mask);
  const scores = shownScores(facts);
  const score = scores === null ? null : scoreUnder(scores, operatorOf(facts));
  return {
    windows,
    on: framesOn(mask, SHOWN_ON),
    hardScore,
    gap: score === null ? null : optimalityGap(windows, PRESETS[preset], mask, score, hardScore),
    start: start === null ? null : wayFromStart(mask, start, yardstick, operatorOf(facts)),
  };
}

/** What was measured of a lane's mask, put together; null while nothing was. */
export function trustedOf(facts: TrustFacts): Trusted | null {
  const trust = trustOf(facts, facts.measured);
  const beside = besideWindows(facts);
  if (trust.kind !== "ready" || beside === null) return null;
  const { measured, kept } = trust;
  const { gap, start } = beside;
  const verdict = verdictOf(measured.report, { gap: gap ?? undefined, start: start ?? undefined });
  return { measured, kept, beside, verdict };
}

/**
 * How far the mask is from where its search began. Null for one that has stayed at the best of all windows, from which
 * the thorough search also begins: there was nothing better to find.
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

/** Where the search of a lane's mask began; null for a mask that was made, changed or linked: nobody here knows. */
export function startOf({ mask, finding }: Pick<Lane, "mask" | "finding">): readonly boolean[] | null {
  const result = finding?.from.kind === "search" ? finding.from.result : null;
  return mask !== null && mask === finding?.mask && result !== null && "start" in result
    ? result.start
    : null;
}

/** Why a lane's mask cannot be measured now, as a sentence; null when it can. */
export function whyNoTrust(state: LabState, name: LaneName): string | null {
  const lane = laneOf(state, name);
  if (state.maskKind.kind === "spatiotemporal") {
    return "This is measured for masks over time alone. Choose “Time” under “Mask over” to find one.";
  }
  if (lane?.modelJob.kind === "loading") return `Waiting for ${lane.modelJob.name} to load.`;
  if (lane?.search.kind === "searching") return "Waiting for the search to end.";
  if (lane?.mask == null || lane.target === null) return "Find a mask first, or paint one.";
  if (modelToAsk(state, name) === null) return "The model is not here, so it cannot be asked.";
  if (lane.mask.length === 1) return ONE_FRAME;
  return lane.mask.length === state.onPage?.clip.frames.T ? null : "Waiting for the clip.";
}
