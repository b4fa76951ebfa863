/** Measuring how far the mask on the page can be believed: windows first, then everything that compares with chance. */
import { attempt, type LabContext } from "./context.ts";
import { modelToAsk, operatorOf, presetOfMask } from "./derived.ts";
import type { LaneName, TrustState } from "./lab-state.ts";
import { laneOf, setLane } from "./lanes.ts";
import { whyNoTrust } from "./trusted.ts";

/** Measures the lane's mask, unless that is done or under way. */
export async function measureTrust(context: LabContext, name: LaneName = "main"): Promise<void> {
  const { get, deps, jobs } = context;
  const { onPage, seed } = get();
  const lane = laneOf(get(), name);
  const modelId = modelToAsk(get(), name)?.id;
  if (onPage === null || lane === null || modelId === undefined || whyNoTrust(get(), name) !== null) return;
  const { target, mask, trust } = lane;
  if (target === null || mask === null || trust.kind !== "none") return;
  const operator = operatorOf(get());
  const preset = presetOfMask(lane, get().preset);
  const signal = jobs.start(`trust:${name}`);
  const show = (state: TrustState) => {
    if (!signal.aborted) setLane(context, name, { trust: state });
  };
  show({ kind: "measuring", part: "windows", done: 0, of: 0, windows: null });
  const done = await attempt(context, "value", async () => {
    const ask = { modelId, frames: onPage.clip.frames, target, operator };
    const windows = await deps.lab.run("scoreWindows", ask, {
      signal,
      onStep: (step) => show({ kind: "measuring", part: "windows", ...step, windows: null }),
    });
    const report = await deps.lab.run(
      "measureFaithfulness",
      { ...ask, mask, preset, seed },
      { signal, onStep: (step) => show({ kind: "measuring", ...step, windows }) },
    );
    show({ kind: "ready", windows, report, preset });
  });
  if (!done) show({ kind: "none" });
}

/** Stops measuring; what was measured so far is dropped. */
export function cancelTrust(context: LabContext, name: LaneName = "main"): void {
  context.jobs.stopLane(name, "trust");
  if (laneOf(context.get(), name)?.trust.kind === "measuring")
    setLane(context, name, { trust: { kind: "none" } });
}
