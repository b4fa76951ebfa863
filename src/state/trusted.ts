/** What was measured of a mask, put together: the yardstick, the way from the start, the verdict. Pure. */
import { optimalityGap, type OptimalityGap } from "../measure/optimality.ts";
import { bestWindow } from "../math/best-window.ts";
import type { Faithfulness } from "../measure/faithfulness.ts";
import { startDistance, type StartDistance } from "../measure/start-distance.ts";
import { verdictOf, type Verdict } from "../measure/verdict.ts";
import { windowMask, type WindowScores } from "../math/windows.ts";
import { scoreUnder } from "../result/mask-result.ts";
import { PRESETS } from "../search/settings.ts";
import { modelToAsk, ONE_FRAME, operatorOf, shownScores } from "./derived.ts";
import type { LabState, Lane, LaneName } from "./lab-state.ts";
import { laneOf } from "./lanes.ts";

/** All that the page says about trust. */
export interface Trusted {
  readonly windows: WindowScores;
  readonly report: Faithfulness;
  /** Null while the mask's own scores are not known. */
  readonly gap: OptimalityGap | null;
  /** Null for a mask that was made or changed by hand: it has no start. */
  readonly start: StartDistance | null;
  readonly verdict: Verdict;
}

/** What `trustedOf` puts together: a lane's trust with the mask that it is about. */
export type TrustFacts = Pick<Lane, "trust" | "mask" | "finding" | "scoring"> & Pick<LabState, "maskKind">;

/** A lane's trust as measured; null while it is not. */
export function trustedOf(facts: TrustFacts): Trusted | null {
  const { trust, mask } = facts;
  if (trust.kind !== "ready" || mask === null) return null;
  const { windows, report, preset } = trust;
  const scores = shownScores(facts);
  const score = scores === null ? null : scoreUnder(scores, operatorOf(facts));
  const inside = report.equalLength.mask.inside;
  const gap = score === null ? null : optimalityGap(windows, PRESETS[preset], mask, score, inside);
  const start = wayFromStart(facts);
  const verdict = verdictOf(report, { gap: gap ?? undefined, start: start ?? undefined });
  return { windows, report, gap, start, verdict };
}

/**
 * How far the mask is from where its search began. Null for a mask that was made, changed or linked: nobody here knows of
 * a start. Null too for one that has stayed at the best of all windows, from which the thorough search also begins:
 * there was nothing better to find.
 */
function wayFromStart({ mask, finding, trust }: TrustFacts): StartDistance | null {
  const result = finding?.from.kind === "search" ? finding.from.result : null;
  if (mask === null || mask !== finding?.mask || result === null || !("start" in result)) return null;
  const way = startDistance(mask, result.start, result.operator);
  if (way.left || trust.kind !== "ready") return way;
  const { window } = bestWindow(trust.windows, PRESETS[trust.preset]);
  const best = window === null ? null : windowMask(trust.windows.T, window);
  return best !== null && result.start.every((on, t) => on === (best[t] === 1)) ? null : way;
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
