/** Grad-CAM of a lane's target, computed when it is first wanted. */
import { asLabError } from "../base/errors.ts";
import { change } from "./change.ts";
import type { LabContext } from "./context.ts";
import { modelToAsk } from "./derived.ts";
import { MAIN, type LaneId } from "./lab-state.ts";
import { laneOf } from "./lanes.ts";

/** The actions on Grad-CAM. */
export const camActions = (context: LabContext) => ({
  /** Computes the lane's Grad-CAM, unless it is there or being computed. A failure is shown in its place. */
  needCam: (id: LaneId = MAIN) => needCam(context, id),
});

async function needCam(context: LabContext, id: LaneId): Promise<void> {
  const { get, deps, jobs } = context;
  const { onPage } = get();
  const lane = laneOf(get(), id);
  if (onPage === null || lane === null || lane.target === null) return;
  // The model that a link names is still loading: wait for it.
  if (lane.modelJob.kind === "loading" && modelToAsk(get(), id) === null) return;
  const modelId = modelToAsk(get(), id)?.id;
  if (modelId === undefined) {
    const message = "The model is not on this page, so Grad-CAM cannot be computed.";
    return change(context, id, { cam: { kind: "failed", message } });
  }
  if (lane.cam.kind === "ready" || lane.cam.kind === "working") return;
  const { target } = lane;
  const signal = jobs.start(`cam:${id}`);
  change(context, id, { cam: { kind: "working" } });
  try {
    const ask = { modelId, frames: onPage.clip.frames, target };
    const map = await deps.lab.run("gradCam", ask, { signal });
    change(context, id, { cam: { kind: "ready", map } });
  } catch (error) {
    if (signal.aborted) return;
    change(context, id, { cam: { kind: "failed", message: asLabError(error, "value").message } });
  }
}
