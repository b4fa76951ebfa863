/** Searching for masks: steps come in faster than they can be shown, so only the latest waits for the paint. */
import type { PresetName } from "../search/settings.ts";
import type { SearchProgress } from "../worker/protocol.ts";
import { startBackend } from "./backend-actions.ts";
import { attempt, type LabContext } from "./context.ts";
import { whyNoSearch } from "./derived.ts";
import { NO_EXPLANATION, type Finding, type LaneName, type SearchMoment } from "./lab-state.ts";
import { laneNames, laneOf, setLane } from "./lanes.ts";
import { explanationOf } from "./remembered.ts";
import { followTarget } from "./target.ts";
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
  const { onPage, preset } = get();
  const lane = laneOf(get(), name);
  if (onPage === null || lane === null || lane.modelId === null || lane.target === null) return;
  const { modelId, target } = lane;
  const signal = jobs.start(`search:${name}`);
  const history: SearchMoment[] = [];
  let waiting: SearchProgress | null = null;
  setLane(context, name, { search: { kind: "searching", latest: null, history: [] }, lookedAt: null });

  const onStep = (step: SearchProgress) => {
    const { loss, l1, tv, classScore, mask } = step;
    history.push({ loss, l1, tv, classScore, mask });
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
    const ask = { modelId, frames: onPage.clip.frames, target, preset };
    const result = await deps.lab.run("searchMask", ask, { signal, onStep });
    jobs.stopLane(name, "score");
    keep();
    const { mask, scores } = result;
    const finding: Finding = { mask, scores, from: { kind: "search", result, history } };
    const { cam = NO_EXPLANATION.cam } = laneOf(get(), name) ?? {};
    set({ findings: [...get().findings, finding] });
    setLane(context, name, { ...NO_EXPLANATION, cam, finding, mask, scoring: { kind: "ready", scores } });
    await startBackend(context);
  });
  if (!signal.aborted) setLane(context, name, { search: { kind: "idle" } });
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
  jobs.stopLane("main", "search", "score", "cam");
  set({ ...explanationOf(get(), get().modelId, target), target });
  followTarget(context);
}

/** Picks the settings of the next search. */
export function choosePreset(context: LabContext, preset: PresetName): void {
  if (context.get().preset === preset) return;
  remember(context, "choice of settings");
  context.set({ preset });
}

/** Looks at the mask of one step of a finished search, 0-based; null goes back to the mask on the page. */
export function lookAtStep(context: LabContext, step: number | null, name: LaneName = "main"): void {
  const finding = laneOf(context.get(), name)?.finding;
  const last = finding?.from.kind === "search" ? finding.from.history.length - 1 : -1;
  setLane(context, name, { lookedAt: step === null || last < 0 ? null : Math.min(Math.max(step, 0), last) });
}
