/** Measuring the faithfulness of a lane's mask: the score of every window first, then the other checks. */
import { change } from "./change.ts";
import { attempt, type LabContext } from "./context.ts";
import { modelToAsk, operatorOf, presetOfMask } from "./derived.ts";
import { startOf, whyNoFaithfulness } from "./faithfulness.ts";
import { faithfulnessOf, type FaithfulnessJob } from "./faithfulness-state.ts";
import { MAIN, type LaneId } from "./lab-state.ts";
import { laneOf } from "./lanes.ts";

/** The actions on faithfulness. */
export const faithfulnessActions = (context: LabContext) => ({
  /** Measures the lane's mask, unless this page has measured it or is measuring it. */
  measureFaithfulness: (id: LaneId = MAIN) => measureFaithfulness(context, id),

  /** Stops measuring and drops the results so far; results saved earlier are shown again. */
  cancelFaithfulness: (id: LaneId = MAIN) => cancelFaithfulness(context, id),
});

async function measureFaithfulness(context: LabContext, id: LaneId): Promise<void> {
  const { get, set, deps, jobs } = context;
  const { onPage, seed } = get();
  const lane = laneOf(get(), id);
  const modelId = modelToAsk(get(), id)?.id;
  if (onPage === null || lane === null || modelId === undefined) return;
  if (whyNoFaithfulness(get(), id) !== null) return;
  const { target, mask } = lane;
  const known = faithfulnessOf(lane, get().measured);
  const saved = known.kind === "ready" && known.saved ? known.measured : null;
  if (target === null || mask?.kind !== "temporal" || (known.kind !== "none" && saved === null)) return;
  const operator = operatorOf(lane);
  const preset = presetOfMask(lane);
  const start = startOf(lane) ?? saved?.start ?? null;
  const signal = jobs.start(`faithfulness:${id}`);
  const show = (faithfulness: FaithfulnessJob) => {
    if (!signal.aborted) change(context, id, { faithfulness });
  };
  const begun = { kind: "measuring", part: "windows", yardstick: null } as const;
  show({ ...begun, done: 0, of: 0 });
  await attempt(context, "value", async () => {
    const ask = { modelId, frames: onPage.clip.frames, target, operator };
    const windows = await deps.lab.run("scoreWindows", ask, {
      signal,
      onStep: (step) => show({ ...begun, ...step }),
    });
    const yardstick = { windows, preset, start };
    show({ ...begun, part: "curves", done: 0, of: 0, yardstick });
    const report = await deps.lab.run(
      "measureFaithfulness",
      { ...ask, mask: mask.values, preset, seed },
      { signal, onStep: (step) => show({ ...begun, ...step, yardstick }) },
    );
    const ready = { kind: "ready", measured: { ...yardstick, report }, saved: false } as const;
    if (!signal.aborted) set({ measured: new Map([...get().measured, [mask, ready]]) });
  });
  show({ kind: "none" });
}

/** Stops measuring a lane's mask. */
export function cancelFaithfulness(context: LabContext, id: LaneId): void {
  context.jobs.stopLane(id, "faithfulness");
  if (laneOf(context.get(), id)?.faithfulness.kind === "measuring")
    change(context, id, { faithfulness: { kind: "none" } });
}
