/** Searching for a mask: steps come in faster than they can be shown, so only the latest waits for the paint. */
import type { PresetName } from "../search/settings.ts";
import type { SearchProgress } from "../worker/protocol.ts";
import { startBackend } from "./backend-actions.ts";
import { attempt, type LabContext } from "./context.ts";
import { whyNoSearch } from "./derived.ts";
import { NO_EXPLANATION, type Finding, type LossPoint } from "./lab-state.ts";
import { explanationOf } from "./remembered.ts";

/** Searches for the mask of the target; does nothing while `whyNoSearch` has a reason. */
export async function findMask(context: LabContext): Promise<void> {
  const { get, set, deps, jobs } = context;
  const { onPage, modelId, target, preset } = get();
  if (whyNoSearch(get()) !== null || onPage === null || modelId === null || target === null) return;
  const signal = jobs.start("search");
  const history: LossPoint[] = [];
  let waiting: SearchProgress | null = null;
  set({ search: { kind: "searching", latest: null, history: [] } });

  const onStep = (step: SearchProgress) => {
    history.push({ loss: step.loss, classScore: step.classScore });
    const scheduled = waiting !== null;
    waiting = step;
    if (scheduled) return;
    deps.oncePerFrame(() => {
      const latest = waiting;
      waiting = null;
      if (signal.aborted || get().search.kind !== "searching") return;
      set({ search: { kind: "searching", latest, history: [...history] } });
    });
  };

  await attempt(context, "value", async () => {
    const ask = { modelId, frames: onPage.clip.frames, target, preset };
    const result = await deps.lab.run("searchMask", ask, { signal, onStep });
    jobs.stop("score");
    const { mask, scores } = result;
    const finding: Finding = { mask, scores, from: { kind: "search", result, history } };
    set({
      ...NO_EXPLANATION,
      finding,
      findings: [...get().findings, finding],
      mask,
      scoring: { kind: "ready", scores },
    });
    await startBackend(context);
  });
  if (!signal.aborted) set({ search: { kind: "idle" } });
}

/** Ends the search at once; the last finished mask comes back. */
export function cancelSearch({ jobs, set }: LabContext): void {
  jobs.stop("search");
  set({ search: { kind: "idle" } });
}

/** Picks the class to explain. Another class has another mask: the one found before, if any. */
export function chooseTarget({ get, set, jobs }: LabContext, target: number): void {
  if (get().target === target) return;
  jobs.stop("search", "score");
  set({ ...explanationOf(get(), get().modelId, target), target });
}

/** Picks the settings of the next search. */
export function choosePreset({ set }: LabContext, preset: PresetName): void {
  set({ preset });
}
