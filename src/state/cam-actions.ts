/** Grad-CAM of a lane's target, computed when it is first wanted. */
import { asLabError } from "../base/errors.ts";
import type { LabContext } from "./context.ts";
import { modelToAsk } from "./derived.ts";
import type { LaneName } from "./lab-state.ts";
import { laneOf, setLane } from "./lanes.ts";

/** Asks for the lane's Grad-CAM, unless it is there or on its way. What went wrong is told in its place. */
export async function needCam(context: LabContext, name: LaneName = "main"): Promise<void> {
  const { get, deps, jobs } = context;
  const { onPage } = get();
  const lane = laneOf(get(), name);
  if (onPage === null || lane === null || lane.target === null) return;
  const modelId = modelToAsk(get(), name)?.id;
  if (modelId === undefined) {
    setLane(context, name, {
      cam: { kind: "failed", message: "The model is not here, so it cannot be asked." },
    });
    return;
  }
  if (lane.cam.kind === "ready" || lane.cam.kind === "working") return;
  const { target } = lane;
  const signal = jobs.start(`cam:${name}`);
  setLane(context, name, { cam: { kind: "working" } });
  try {
    const ask = { modelId, frames: onPage.clip.frames, target };
    const map = await deps.lab.run("gradCam", ask, { signal });
    setLane(context, name, { cam: { kind: "ready", map } });
  } catch (error) {
    if (signal.aborted) return;
    setLane(context, name, { cam: { kind: "failed", message: asLabError(error, "value").message } });
  }
}
