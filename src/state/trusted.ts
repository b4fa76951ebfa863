/** What was measured of a mask, put together: the yardstick, the way from the start, the verdict. Pure. */
import { centralStart, optimalityGap, type OptimalityGap } from "../measure/optimality.ts";
import type { Faithfulness } from "../measure/faithfulness.ts";
import { startDistance, type StartDistance } from "../measure/start-distance.ts";
import { verdictOf, type Verdict } from "../measure/verdict.ts";
import { windowMask, type WindowScores } from "../math/windows.ts";
import { scoreUnder } from "../result/mask-result.ts";
import { PRESETS, type SearchSettings } from "../search/settings.ts";
import { modelToAsk, operatorOf, shownScores } from "./derived.ts";
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

/** What `trustedOf` puts together: a lane's trust with the mask that it is about, and how masks are searched for. */
export type TrustFacts = Pick<Lane, "trust" | "mask" | "finding" | "scoring"> &
  Pick<LabState, "preset" | "maskKind">;

/** A lane's trust as measured; null while it is not. */
export function trustedOf(facts: TrustFacts): Trusted | null {
  const { trust, mask, finding } = facts;
  if (trust.kind !== "ready" || mask === null) return null;
  const { windows, report } = trust;
  const scores = shownScores(facts);
  const operator = operatorOf(facts);
  const result =
    finding?.from.kind === "search" && "start" in finding.from.result ? finding.from.result : null;
  const settings = PRESETS[result?.preset ?? facts.preset];
  const start =
    finding?.mask === mask
      ? startDistance(mask, result?.start ?? startFrom(windows, settings), operator)
      : null;
  const inside = report.equalLength.mask.inside;
  const gap =
    scores === null ? null : optimalityGap(windows, settings, mask, scoreUnder(scores, operator), inside);
  const verdict = verdictOf(report, { gap: gap ?? undefined, start: start ?? undefined });
  return { windows, report, gap, start, verdict };
}

/** Why a lane's mask cannot be measured now, as a sentence; null when it can. */
export function whyNoTrust(state: LabState, name: LaneName): string | null {
  const lane = laneOf(state, name);
  if (state.maskKind.kind === "spatiotemporal") {
    return "This is measured for masks over time alone. Choose “Time” under “Mask over” to find one.";
  }
  if (lane?.search.kind === "searching") return "Waiting for the search to end.";
  if (lane?.mask == null || lane.target === null) return "Find a mask first, or paint one.";
  if (modelToAsk(state, name) === null) return "The model is not here, so it cannot be asked.";
  return lane.mask.length === state.onPage?.clip.frames.T ? null : "Waiting for the clip.";
}

/** Where a link's mask set out: its maker's search began from the central block, which the windows tell. */
function startFrom(windows: WindowScores, { centralBlock }: SearchSettings): readonly boolean[] {
  return Array.from(windowMask(windows.T, centralStart(windows, centralBlock)), (on) => on === 1);
}
