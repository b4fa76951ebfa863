/**
 * The only way to change a lane. Every change goes through these functions, so no part of the page is older than what
 * it was computed from; `dependencies.ts` says what that is.
 */
import type { LabContext } from "./context.ts";
import { RECORDED, renewed, type ComputedPart, type Source } from "./dependencies.ts";
import { LANE_JOBS } from "./jobs.ts";
import type { LabState, Lane, LaneId, Lanes } from "./lab-state.ts";
import { explanationOf } from "./remembered.ts";

/** Details of a change besides the new values. */
export interface ChangeOptions {
  /** Sources that changed although their value is the same, such as a model that was loaded again under its id. */
  readonly changed?: readonly Source[];
  /** Dependents that stay, `RECORDED`, say. Default: none. */
  readonly keep?: readonly ComputedPart[];
}

/**
 * Changes parts of one lane, clears what depends on them and stops the jobs that were computing it. A cleared finding
 * is replaced by the one remembered for the new choices, if any. Does nothing if the lane no longer exists.
 */
export function change(
  context: LabContext,
  id: LaneId,
  part: Partial<Lane>,
  { changed, keep }: ChangeOptions = {},
): void {
  const { get, set, jobs } = context;
  const before = get().lanes.find((lane) => lane.id === id);
  if (before === undefined) return;
  const { lane, cleared, stopped } = renewed(before, part, changed, keep);
  jobs.stopLane(id, ...stopped);
  const remembered = cleared.includes("finding") ? explanationOf(get(), lane) : {};
  set({ lanes: withLane(get().lanes, { ...lane, ...remembered }) });
}

/**
 * Puts another clip on the page, or none, and clears what every lane computed from the previous one.
 *
 * @param part      the clip, and any other parts of the state to set with it.
 * @param recorded  whether the lanes' masks and scores were recorded for this clip in a link, and so stay. Default false.
 */
export function changeClip(
  { get, set, jobs }: LabContext,
  part: Pick<LabState, "onPage"> & Partial<LabState>,
  { recorded = false }: { readonly recorded?: boolean } = {},
): void {
  jobs.stop("pack");
  const lanes = mapLanes(get().lanes, (before) => {
    const { lane, stopped } = renewed(before, {}, ["clip"], recorded ? RECORDED : []);
    jobs.stopLane(lane.id, ...stopped);
    return lane;
  });
  set({ ...(recorded ? {} : { findings: [] }), ...part, lanes });
}

/**
 * Replaces all lanes and stops the jobs of those that are not among the new ones. Each new lane must be consistent in
 * itself, as those of an undo step or a link are.
 */
export function changeLanes(
  { get, set, jobs }: LabContext,
  lanes: Lanes,
  part: Partial<LabState> = {},
): void {
  for (const before of get().lanes) {
    if (!lanes.includes(before)) jobs.stopLane(before.id, ...LANE_JOBS);
  }
  set({ ...part, lanes });
}

function withLane(lanes: Lanes, lane: Lane): Lanes {
  return mapLanes(lanes, (other) => (other.id === lane.id ? lane : other));
}

function mapLanes([main, ...others]: Lanes, replace: (lane: Lane) => Lane): Lanes {
  return [replace(main), ...others.map(replace)];
}
