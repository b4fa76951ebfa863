/** Searching for masks: steps come in faster than they can be shown, so only the latest waits for the paint. */
import { spatiotemporalMask, temporalMask } from "../math/mask.ts";
import type { MaskKind } from "../result/link-fields.ts";
import { isSameKind } from "../result/mask-kind.ts";
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
  type LaneId,
  type SearchLatest,
  type SearchMoment,
  type StageViews,
} from "./lab-state.ts";
import { laneIds, laneOf, mainLane } from "./lanes.ts";
import { remember } from "./undo-steps.ts";

/** The actions on searches, and on what they are asked for. */
export const searchActions = (context: LabContext) => {
  const { get, set, jobs } = context;
  return {
    findMask: () => findMask(context),

    /** Ends all searches at once; the masks that were there before come back. */
    cancelSearch: () => {
      for (const id of laneIds(get())) {
        jobs.stopLane(id, "search");
        change(context, id, { search: { kind: "idle" } });
      }
    },

    /**
     * Picks the class that a lane explains. A class that was explained before brings its mask back. If another lane
     * already explains it with the same model, the two change places.
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

    /** Picks the settings of the next search. */
    choosePreset: (preset: PresetName) => {
      if (mainLane(get()).preset === preset) return;
      remember(context, "choice of settings");
      for (const id of laneIds(get())) change(context, id, { preset });
    },

    /** Picks the kind of mask to look for. Masks of another kind make way for the one found before, if any. */
    chooseMaskKind: (maskKind: MaskKind) => {
      if (isSameKind(mainLane(get()).maskKind, maskKind)) return;
      remember(context, "choice of mask");
      set({ views: viewsFor(get(), maskKind) });
      for (const id of laneIds(get())) change(context, id, { maskKind });
    },

    /** Looks at the mask of one step of a finished search, 0-based; null goes back to the mask on the page. */
    lookAtStep: (step: number | null, id: LaneId = MAIN) => {
      const finding = laneOf(get(), id)?.finding;
      const last = finding?.from.kind === "search" ? finding.from.history.length - 1 : -1;
      const lookedAt = step === null || last < 0 ? null : Math.min(Math.max(step, 0), last);
      change(context, id, { lookedAt });
    },
  };
};

/** Searches for the mask of the target, in every lane; lanes for which `whyNoSearch` has a reason are left out. */
export async function findMask(context: LabContext): Promise<void> {
  const { get } = context;
  let remembered = false;
  // What all lanes find is one step to undo.
  const rememberOnce = () => {
    if (!remembered) remember(context, "mask search");
    remembered = true;
  };
  const able = laneIds(get()).filter((id) => whyNoSearch(get(), id) === null);
  await Promise.all(able.map((id) => searchIn(context, id, rememberOnce)));
}

async function searchIn(context: LabContext, id: LaneId, rememberOnce: () => void): Promise<void> {
  const { get, set, deps, jobs } = context;
  const { onPage } = get();
  const lane = laneOf(get(), id);
  if (onPage === null || lane === null || lane.modelId === null || lane.target === null) return;
  const { modelId, target, maskKind, preset } = lane;
  const signal = jobs.start(`search:${id}`);
  const history: SearchMoment[] = [];
  let waiting: SearchLatest | null = null;
  // Cancel faithfulness runs for the old mask: the worker is serial, and they would delay the search.
  cancelFaithfulness(context, id);
  change(context, id, { search: { kind: "searching", latest: null, history: [] }, lookedAt: null });

  const onStep = (step: SearchLatest) => {
    const { loss, l1, tv, classScore, mask } = step;
    history.push({ loss, l1, tv, classScore, mask });
    const scheduled = waiting !== null;
    waiting = step;
    if (scheduled) return;
    deps.oncePerFrame(() => {
      const latest = waiting;
      waiting = null;
      if (signal.aborted || laneOf(get(), id)?.search.kind !== "searching") return;
      change(context, id, { search: { kind: "searching", latest, history: [...history] } });
    });
  };

  await attempt(context, "value", async () => {
    const ask = { modelId, frames: onPage.clip.frames, target };
    const { result, mask } = await askFor(context, { ask, maskKind, preset }, { signal, onStep });
    const { scores } = result;
    rememberOnce();
    const finding: Finding = { mask, scores, from: { kind: "search", result, maskKind, history } };
    set({ findings: [...get().findings, finding] });
    const search = { kind: "idle" } as const;
    change(context, id, { search, finding, mask, scoring: { kind: "ready", scores } });
    await startBackend(context);
  });
  if (!signal.aborted) change(context, id, { search: { kind: "idle" } });
}

/** What a search is asked for. */
interface Question {
  readonly ask: ClipAsk;
  readonly maskKind: MaskKind;
  readonly preset: PresetName;
}

/** Has the worker search for a mask of some kind. */
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

/** Returns the views with the masked clip perturbed as masks of that kind are. */
export function viewsFor({ views }: Pick<LabState, "views">, maskKind: MaskKind): StageViews {
  return { ...views, masked: operatorOf({ maskKind }) };
}
