/**
 * What depends on what. One table says what each part of a lane is computed from. `renewed` applies it, and only
 * `change.ts` calls `renewed`. Everything here is pure.
 */
import type { LaneJob } from "./jobs.ts";
import { EMPTY_LANE, type Lane } from "./lab-state.ts";

/** An input of a computed part: the clip on the page, or another part of the lane. */
export type Source = "clip" | keyof Lane;

/** One computed part of a lane. */
interface Computed {
  readonly from: readonly Source[];
  /** The job that computes it; none if it is set together with another part. */
  readonly job?: LaneJob;
}

/**
 * What each part of a lane is computed from. Parts that are not listed are chosen by the user or show a job's progress.
 */
export const COMPUTED = {
  target: { from: ["clip", "modelId"] },
  predictions: { from: ["clip", "modelId"], job: "classify" },
  cam: { from: ["clip", "modelId", "target"], job: "cam" },
  search: { from: ["clip", "modelId", "target", "maskKind", "preset"], job: "search" },
  finding: { from: ["clip", "modelId", "target", "maskKind"] },
  mask: { from: ["finding"] },
  lookedAt: { from: ["finding", "mask"] },
  scoring: { from: ["mask"], job: "score" },
  linkCheck: { from: ["mask"] },
  faithfulness: { from: ["mask"], job: "faithfulness" },
} as const satisfies Partial<Record<keyof Lane, Computed>>;

/** Name of a computed part of a lane. */
export type ComputedPart = keyof typeof COMPUTED;

/**
 * The exceptions: what a change leaves alone although the table says that it depends on what changed, and why that is
 * still true.
 *
 * - Recorded: a link's mask and scores were computed from the clip and the model that it names. When these arrive,
 *   what the link recorded is not older than they are. The list names the parts that stay; predictions and Grad-CAM are
 *   computed here.
 * - Remembered: a class, a model or a kind of mask that was explained before brings its finding back, with mask and
 *   scores (`remembered.ts`). A new clip has none: the findings go with the clip.
 * - Preset: a finding names the preset that it was searched with, so another choice for the next search leaves it.
 *   That is why `preset` is not among the sources of `finding`.
 * - Undo: a step brings back whole lanes, each consistent in itself; what had not been computed then is computed now.
 */
export const RECORDED: readonly ComputedPart[] = [
  "target",
  "search",
  "finding",
  "mask",
  "lookedAt",
  "scoring",
  "linkCheck",
];

const PARTS = Object.keys(COMPUTED) as ComputedPart[];

/** Returns the parts that are computed from the changed sources, directly or through other parts. */
export function dependentsOf(changed: readonly Source[]): readonly ComputedPart[] {
  const reached = new Set<Source>(changed);
  let size = -1;
  while (size !== reached.size) {
    size = reached.size;
    for (const part of PARTS) {
      if (COMPUTED[part].from.some((source) => reached.has(source))) reached.add(part);
    }
  }
  return PARTS.filter((part) => COMPUTED[part].from.some((source) => reached.has(source)));
}

/** A lane after a change, with what the change cleared and stopped. */
export interface Renewed {
  readonly lane: Lane;
  readonly cleared: readonly ComputedPart[];
  /** Jobs whose results are no longer wanted. */
  readonly stopped: readonly LaneJob[];
}

/**
 * Returns the lane with some parts replaced and everything that depends on them cleared, except parts that are replaced
 * too.
 *
 * @param part     new values; an equal value (`Object.is`) is no change.
 * @param changed  further sources that changed: the clip, or a model that was loaded again under its id.
 * @param keep     dependents that stay. Default: none.
 */
export function renewed(
  lane: Lane,
  part: Partial<Lane>,
  changed: readonly Source[] = [],
  keep: readonly ComputedPart[] = [],
): Renewed {
  const given = Object.keys(part) as (keyof Lane)[];
  const replaced = given.filter((name) => !Object.is(part[name], lane[name]));
  const stale = dependentsOf([...replaced, ...changed]).filter((name) => !keep.includes(name));
  const cleared = stale.filter((name) => !given.includes(name));
  const empty = Object.fromEntries(cleared.map((name) => [name, EMPTY_LANE[name]]));
  const stopped = stale.flatMap((name) => {
    const { job }: Computed = COMPUTED[name];
    return job === undefined ? [] : [job];
  });
  return { lane: { ...lane, ...empty, ...part }, cleared, stopped };
}
