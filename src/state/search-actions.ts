/** Searching for masks. Steps arrive faster than they are worth painting, so each paint shows only the latest. */
import { spatiotemporalMask, temporalMask, type Mask } from "../math/mask.ts";
import type { MaskKind } from "../result/link-fields.ts";
import { isSameKind } from "../result/mask-kind.ts";
import type { MaskResult, SpatiotemporalResult } from "../result/mask-result.ts";
import type { PresetName } from "../math/search-settings.ts";
import type { ClipAsk, SearchProgress, SpatiotemporalProgress } from "../worker/protocol.ts";
import { startBackend } from "./backend-actions.ts";
import { change } from "./change.ts";
import { followMain } from "./comparison.ts";
import { attempt, type LabContext } from "./context.ts";
import { operatorOf, whyNoSearch } from "./derived.ts";
import { cancelFaithfulness } from "./faithfulness-actions.ts";
import {
  MAIN,
  type Finding,
  type LabState,
  type Lane,
  type LaneId,
  type SearchLatest,
  type SearchMoment,
  type StageViews,
} from "./lab-state.ts";
import { latestOnly } from "./latest-only.ts";
import { laneIds, laneOf, mainLane } from "./lanes.ts";
import { remember } from "./undo-steps.ts";

/** The actions on searches and their settings. */
export const searchActions = (context: LabContext) => {
  const { get, set, jobs } = context;
  return {
    findMask: () => findMask(context),

    /** Stops all searches. The masks from before come back; of an exact search, the best mask so far is kept. */
    cancelSearch: () => {
      for (const id of laneIds(get())) {
        const lane = laneOf(get(), id)!;
        jobs.stopLane(id, "search");
        change(context, id, { search: { kind: "idle" } });
        void keepBest(context, id, lane);
      }
    },

    /**
     * Chooses the class that a lane explains. A class that was explained before brings its mask back. If another lane
     * already explains this class with the same model, the two lanes swap classes.
     */
    chooseTarget: (target: number, id: LaneId = MAIN) => {
      const lane = laneOf(get(), id);
      if (lane === null || lane.target === target) return;
      remember(context, "choice of class");
      const twin = get().lanes.find(
        (other) => other.id !== id && other.modelId === lane.modelId && other.target === target,
      );
      if (twin !== undefined) change(context, twin.id, { target: lane.target });
      change(context, id, { target });
      followMain(context);
    },

    /** Chooses the settings of the next search. */
    choosePreset: (preset: PresetName) => {
      if (mainLane(get()).preset === preset) return;
      remember(context, "choice of settings");
      for (const id of laneIds(get())) change(context, id, { preset });
    },

    /** Chooses the kind of mask to search for. The last mask of that kind comes back, if one was found before. */
    chooseMaskKind: (maskKind: MaskKind) => {
      if (isSameKind(mainLane(get()).maskKind, maskKind)) return;
      remember(context, "choice of mask");
      set({ views: viewsFor(get(), maskKind) });
      for (const id of laneIds(get())) change(context, id, { maskKind });
    },

    /** Shows the mask of one step (0-based) of a finished search; null goes back to the lane's mask. */
    lookAtStep: (step: number | null, id: LaneId = MAIN) => {
      const finding = laneOf(get(), id)?.finding;
      const last = finding?.from.kind === "search" ? finding.from.history.length - 1 : -1;
      const lookedAt = step === null || last < 0 ? null : Math.min(Math.max(step, 0), last);
      change(context, id, { lookedAt });
    },
  };
};

/** Searches for a mask in every lane, except those for which `whyNoSearch` gives a reason. */
export async function findMask(context: LabContext): Promise<void> {
  const { get } = context;
  let remembered = false;
  // The findings of all lanes are one step for undo.
  const rememberOnce = () => {
    if (!remembered) remember(context, "mask search");
    remembered = true;
  };
  const able = laneIds(get()).filter((id) => whyNoSearch(get(), id) === null);
  await Promise.all(able.map((id) => searchIn(context, id, rememberOnce)));
}

async function searchIn(context: LabContext, id: LaneId, rememberOnce: () => void): Promise<void> {
  const { get, deps, jobs } = context;
  const { onPage } = get();
  const lane = laneOf(get(), id);
  if (onPage === null || lane === null || lane.modelId === null || lane.target === null) return;
  const { modelId, target, maskKind, preset } = lane;
  const signal = jobs.start(`search:${id}`);
  const history: SearchMoment[] = [];
  // Cancel faithfulness runs for the old mask: the worker is serial, and they would delay the search.
  cancelFaithfulness(context, id);
  change(context, id, { search: { kind: "searching", latest: null, history: [] }, lookedAt: null });

  const show = latestOnly(deps, (latest: SearchLatest) => {
    if (signal.aborted || laneOf(get(), id)?.search.kind !== "searching") return;
    change(context, id, { search: { kind: "searching", latest, history: [...history] } });
  });
  const onStep = (step: SearchLatest) => {
    history.push(momentOf(step));
    show(step);
  };

  await attempt(context, "value", async () => {
    const ask = { modelId, frames: onPage.clip.frames, target };
    const { result, mask } = await askFor(context, { ask, maskKind, preset }, { signal, onStep });
    rememberOnce();
    takeFinding(context, id, { result, mask, maskKind, history });
    await startBackend(context);
  });
  if (!signal.aborted) change(context, id, { search: { kind: "idle" } });
}

function momentOf({ step, loss, l1, tv, classScore, mask, lowerBound }: SearchLatest): SearchMoment {
  return { step, loss, l1, tv, classScore, mask, ...(lowerBound === undefined ? {} : { lowerBound }) };
}

/** What a search found. */
interface Found {
  readonly result: MaskResult | SpatiotemporalResult;
  readonly mask: Mask;
  readonly maskKind: MaskKind;
  readonly history: readonly SearchMoment[];
}

/** Shows what a lane's search found. */
function takeFinding(context: LabContext, id: LaneId, { result, mask, maskKind, history }: Found): void {
  const { get, set } = context;
  const { scores } = result;
  const proof = "proof" in result ? result.proof : null;
  const finding: Finding = { mask, scores, proof, from: { kind: "search", result, maskKind, history } };
  set({ findings: [...get().findings, finding] });
  change(context, id, { search: { kind: "idle" }, finding, mask, scoring: { kind: "ready", scores } });
}

/**
 * Takes the best mask of an exact search that was cut short, with the bound that it had proven. The lane's former mask
 * stays until the scores are there, and comes back by undo.
 */
async function keepBest(context: LabContext, id: LaneId, lane: Lane): Promise<void> {
  const { get, deps, jobs } = context;
  const { onPage } = get();
  const { search, modelId, target, maskKind, preset } = lane;
  if (search.kind !== "searching" || onPage === null || modelId === null || target === null) return;
  const { latest, history } = search;
  if (latest?.lowerBound === undefined || latest.mask.kind !== "temporal") return;
  const { mask, step, lowerBound, loss } = latest;
  const operator = operatorOf(lane);
  const signal = jobs.start(`search:${id}`);
  await attempt(context, "value", async () => {
    const ask = { modelId, frames: onPage.clip.frames, target, operator, mask: mask.values };
    const scores = await deps.lab.run("scoreMask", ask, { signal });
    const { backend } = get();
    remember(context, "mask search");
    const result: MaskResult = {
      ...{ modelId, target, preset, operator, mask: mask.values, scores },
      start: null,
      steps: step,
      stopped: lowerBound < loss ? "cut-short" : "proven",
      proof: { proven: lowerBound >= loss, lowerBound, evaluations: step },
      backend: backend.kind === "ready" ? backend.report.backend : "",
    };
    takeFinding(context, id, { result, mask, maskKind, history });
  });
}

/** The request for a search. */
interface Question {
  readonly ask: ClipAsk;
  readonly maskKind: MaskKind;
  readonly preset: PresetName;
}

/** Asks the worker to search for a mask of either kind; returns its result and the mask. */
async function askFor(
  { deps }: LabContext,
  { ask, maskKind, preset }: Question,
  { signal, onStep }: { readonly signal: AbortSignal; readonly onStep: (step: SearchLatest) => void },
) {
  if (maskKind.kind === "temporal") {
    const { operator } = maskKind;
    const result = await deps.lab.run(
      "searchMask",
      { ...ask, preset, operator },
      {
        signal,
        onStep: ({ mask, ...step }: SearchProgress) => onStep({ ...step, mask: temporalMask(mask) }),
      },
    );
    return { result, mask: temporalMask(result.mask) };
  }
  const { across, area } = maskKind;
  const result = await deps.lab.run(
    "searchSpatiotemporal",
    { ...ask, across, area },
    {
      signal,
      onStep: ({ mask, ...step }: SpatiotemporalProgress) =>
        onStep({ ...step, mask: spatiotemporalMask(mask) }),
    },
  );
  return { result, mask: spatiotemporalMask(result.mask) };
}

/** Returns the views with the masked clip shown by the operator of that kind of mask. */
export function viewsFor({ views }: Pick<LabState, "views">, maskKind: MaskKind): StageViews {
  return { ...views, masked: operatorOf({ maskKind }) };
}
