/** Searching for masks: steps come in faster than they can be shown, so only the latest waits for the paint. */
import { frameMeans } from "../math/spatiotemporal-mask.ts";
import type { MaskKind } from "../result/link-fields.ts";
import type { PresetName } from "../math/search-settings.ts";
import type { ClipAsk, SearchProgress, SpatiotemporalProgress } from "../worker/protocol.ts";
import { startBackend } from "./backend-actions.ts";
import { attempt, type LabContext } from "./context.ts";
import { operatorOf, whyNoSearch } from "./derived.ts";
import {
  NO_EXPLANATION,
  type Finding,
  type LaneName,
  type SearchLatest,
  type SearchMoment,
  type LabState,
  type StageViews,
} from "./lab-state.ts";
import { laneNames, laneOf, setLane } from "./lanes.ts";
import { explanationOf, isSameKind } from "./remembered.ts";
import { followTarget } from "./target.ts";
import { cancelTrust } from "./trust-actions.ts";
import { remember } from "./undo-steps.ts";

/** Searches for the mask of the target, in every lane; a lane for which `whyNoSearch` has a reason is left out. */
export async function findMask(context: LabContext): Promise<void> {
  const { get } = context;
  let kept = false;
  // What both lanes find is one step to undo.
  const keepOnce = () => {
    if (!kept) remember(context, "mask search");
    kept = true;
  };
  const able = laneNames(get()).filter((name) => whyNoSearch(get(), name) === null);
  await Promise.all(able.map((name) => searchIn(context, name, keepOnce)));
}

async function searchIn(context: LabContext, name: LaneName, keep: () => void): Promise<void> {
  const { get, set, deps, jobs } = context;
  const { onPage, maskKind } = get();
  const lane = laneOf(get(), name);
  if (onPage === null || lane === null || lane.modelId === null || lane.target === null) return;
  const { modelId, target } = lane;
  const signal = jobs.start(`search:${name}`);
  const history: SearchMoment[] = [];
  let waiting: SearchLatest | null = null;
  // The worker does one thing after the other: what is measured of a mask that is on its way out only holds it up.
  cancelTrust(context, name);
  setLane(context, name, { search: { kind: "searching", latest: null, history: [] }, lookedAt: null });

  const onStep = (step: SearchLatest) => {
    const { loss, l1, tv, classScore, mask, grid } = step;
    history.push({ loss, l1, tv, classScore, mask, grid });
    const scheduled = waiting !== null;
    waiting = step;
    if (scheduled) return;
    deps.oncePerFrame(() => {
      const latest = waiting;
      waiting = null;
      if (signal.aborted || laneOf(get(), name)?.search.kind !== "searching") return;
      setLane(context, name, { search: { kind: "searching", latest, history: [...history] } });
    });
  };

  await attempt(context, "value", async () => {
    const ask = { modelId, frames: onPage.clip.frames, target };
    const found = await askFor(context, maskKind, ask, { signal, onStep });
    jobs.stopLane(name, "score", "trust");
    keep();
    const finding: Finding = {
      ...found.shown,
      from: { kind: "search", result: found.result, maskKind, history },
    };
    const { mask, grid, scores } = found.shown;
    const { cam = NO_EXPLANATION.cam } = laneOf(get(), name) ?? {};
    set({ findings: [...get().findings, finding] });
    setLane(context, name, {
      ...NO_EXPLANATION,
      cam,
      finding,
      mask,
      grid,
      scoring: { kind: "ready", scores },
    });
    await startBackend(context);
  });
  if (!signal.aborted) setLane(context, name, { search: { kind: "idle" } });
}

/** Has the worker search for a mask of some kind. */
async function askFor(
  { get, deps }: LabContext,
  maskKind: MaskKind,
  ask: ClipAsk,
  { signal, onStep }: { readonly signal: AbortSignal; readonly onStep: (step: SearchLatest) => void },
) {
  if (maskKind.kind === "temporal") {
    const { operator } = maskKind;
    const result = await deps.lab.run(
      "searchMask",
      { ...ask, preset: get().preset, operator },
      { signal, onStep: (step: SearchProgress) => onStep({ ...step, grid: null }) },
    );
    return { result, shown: { mask: result.mask, grid: null, scores: result.scores } };
  }
  const { across, area } = maskKind;
  const result = await deps.lab.run(
    "searchSpatiotemporal",
    { ...ask, across, area },
    { signal, onStep: (step: SpatiotemporalProgress) => onStep(withMeans(step)) },
  );
  const grid = result.mask;
  return { result, shown: { mask: frameMeans(grid), grid, scores: result.scores } };
}

function withMeans({ mask: grid, ...step }: SpatiotemporalProgress): SearchLatest {
  return { ...step, mask: frameMeans(grid), grid };
}

/** Ends all searches at once; the last finished masks come back. */
export function cancelSearch(context: LabContext): void {
  for (const name of laneNames(context.get())) {
    context.jobs.stopLane(name, "search");
    setLane(context, name, { search: { kind: "idle" } });
  }
}

/** Picks the class to explain. Another class has another mask: the one found before, if any. */
export function chooseTarget(context: LabContext, target: number): void {
  const { get, set, jobs } = context;
  if (get().target === target) return;
  remember(context, "choice of class");
  jobs.stopLane("main", "search", "score", "cam", "trust");
  set({ ...explanationOf(get(), get().modelId, target), target });
  followTarget(context);
}

/** Picks the settings of the next search. */
export function choosePreset(context: LabContext, preset: PresetName): void {
  if (context.get().preset === preset) return;
  remember(context, "choice of settings");
  context.set({ preset });
}

/** The views, with the masked clip perturbed as masks of that kind are. */
export function viewsFor({ views }: LabState, maskKind: MaskKind): StageViews {
  return { ...views, masked: operatorOf({ maskKind }) };
}

/** Picks the kind of mask to look for. Masks of another kind make way for the one found before, if any. */
export function chooseMaskKind(context: LabContext, maskKind: MaskKind): void {
  const { get, set, jobs } = context;
  if (isSameKind(get().maskKind, maskKind)) return;
  remember(context, "choice of mask");
  set({ maskKind, views: viewsFor(get(), maskKind) });
  for (const name of laneNames(get())) {
    jobs.stopLane(name, "search", "score", "trust");
    const { modelId = null, target = null, cam = NO_EXPLANATION.cam } = laneOf(get(), name) ?? {};
    setLane(context, name, { ...explanationOf(get(), modelId, target), cam });
  }
}

/** Looks at the mask of one step of a finished search, 0-based; null goes back to the mask on the page. */
export function lookAtStep(context: LabContext, step: number | null, name: LaneName = "main"): void {
  const finding = laneOf(context.get(), name)?.finding;
  const last = finding?.from.kind === "search" ? finding.from.history.length - 1 : -1;
  setLane(context, name, { lookedAt: step === null || last < 0 ? null : Math.min(Math.max(step, 0), last) });
}
