/** What was measured of a mask, put together: the yardstick, the way from the start, the verdict. Pure. */
import { optimalityGap, type OptimalityGap } from "../measure/optimality.ts";
import { bestWindow } from "../math/best-window.ts";
import type { OperatorName } from "../math/operator.ts";
import { startDistance, type StartDistance } from "../measure/start-distance.ts";
import { verdictOf, type Verdict } from "../measure/verdict.ts";
import { windowMask } from "../math/windows.ts";
import { scoreUnder } from "../result/mask-result.ts";
import type { Measured } from "../result/measured.ts";
import { PRESETS } from "../search/settings.ts";
import { modelToAsk, ONE_FRAME, operatorOf, shownScores } from "./derived.ts";
import type { LabState, Lane, LaneName } from "./lab-state.ts";
import { laneOf } from "./lanes.ts";
import { trustOf, type TrustReady } from "./trust-state.ts";

/** All that the page says about trust. */
export interface Trusted extends Pick<TrustReady, "measured" | "kept"> {
  /** Null while the mask's own scores are not known. */
  readonly gap: OptimalityGap | null;
  /** Null for a mask that was made or changed by hand: it has no start. */
  readonly start: StartDistance | null;
  readonly verdict: Verdict;
}

/** What `trustedOf` puts together: what was measured, and the mask that it is about. */
export type TrustFacts = Pick<Lane, "trust" | "mask" | "scoring"> & Pick<LabState, "measured" | "maskKind">;

/** What was measured of a lane's mask, put together; null while nothing was. */
export function trustedOf(facts: TrustFacts): Trusted | null {
  const { mask } = facts;
  const trust = trustOf(facts, facts.measured);
  if (trust.kind !== "ready" || mask === null) return null;
  const { measured, kept } = trust;
  const { windows, report, preset } = measured;
  const scores = shownScores(facts);
  const score = scores === null ? null : scoreUnder(scores, operatorOf(facts));
  const inside = report.equalLength.mask.inside;
  const gap = score === null ? null : optimalityGap(windows, PRESETS[preset], mask, score, inside);
  const start = wayFromStart(mask, measured, operatorOf(facts));
  const verdict = verdictOf(report, { gap: gap ?? undefined, start: start ?? undefined });
  return { measured, kept, gap, start, verdict };
}

/**
 * How far the mask is from where its search began. Null for one that has stayed at the best of all windows, from which
 * the thorough search also begins: there was nothing better to find.
 */
function wayFromStart(
  mask: readonly number[],
  { start, windows, preset }: Measured,
  operator: OperatorName,
): StartDistance | null {
  if (start === null) return null;
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
