/** Measuring how far the mask on the page can be believed: windows first, then everything that compares with chance. */
import { attempt, type LabContext } from "./context.ts";
import { modelToAsk, operatorOf, presetOfMask } from "./derived.ts";
import type { LaneName } from "./lab-state.ts";
import { laneOf, setLane } from "./lanes.ts";
import { startOf, whyNoTrust } from "./trusted.ts";
import { trustOf, type TrustJob } from "./trust-state.ts";

/** Measures the lane's mask, unless that was done on this page or is under way. */
export async function measureTrust(context: LabContext, name: LaneName = "main"): Promise<void> {
  const { get, deps, jobs } = context;
  const { onPage, seed } = get();
  const lane = laneOf(get(), name);
  const modelId = modelToAsk(get(), name)?.id;
  if (onPage === null || lane === null || modelId === undefined || whyNoTrust(get(), name) !== null) return;
  const { target, mask } = lane;
  const known = trustOf(lane, get().measured);
  const kept = known.kind === "ready" && known.kept ? known.measured : null;
  if (target === null || mask === null || (known.kind !== "none" && kept === null)) return;
  const operator = operatorOf(get());
  const preset = presetOfMask(lane, get().preset);
  const start = startOf(lane) ?? kept?.start ?? null;
  const signal = jobs.start(`trust:${name}`);
  const show = (state: TrustJob) => {
    if (!signal.aborted) setLane(context, name, { trust: state });
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
      { ...ask, mask, preset, seed },
      { signal, onStep: (step) => show({ ...begun, ...step, yardstick }) },
    );
    const ready = { kind: "ready", measured: { ...yardstick, report }, kept: false } as const;
    if (!signal.aborted) context.set({ measured: new Map([...get().measured, [mask, ready]]) });
  });
  show({ kind: "none" });
}

/** Stops measuring; what was measured so far is dropped, and what was kept before is shown again. */
export function cancelTrust(context: LabContext, name: LaneName = "main"): void {
  context.jobs.stopLane(name, "trust");
  if (laneOf(context.get(), name)?.trust.kind === "measuring")
    setLane(context, name, { trust: { kind: "none" } });
}
