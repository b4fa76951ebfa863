/** The steps of undo and redo. A step holds references to the state's parts, which are never changed in place. */
import type { LabContext } from "./context.ts";
import { isSearching } from "./derived.ts";
import type { LabState, Lane, Lanes } from "./lab-state.ts";

/** The parts of the state that an undo step brings back: what the user chose and made. */
export type Snapshot = Pick<LabState, "onPage" | "findings" | "lanes">;

/** A step that can be undone or redone. */
export interface UndoStep {
  /** What the user did, such as "painting"; the buttons show it. */
  readonly did: string;
  /** The state before the step (for undo) or after it (for redo). */
  readonly snapshot: Snapshot;
}

/** Largest number of steps. */
const MOST_STEPS = 100;
/** Largest number of clips that steps refer to; a clip may hold tens of megabytes of frames. */
const MOST_CLIPS = 6;

/** Adds an undo step with the current state. Call it before making the user's change. */
export function remember({ get, set }: LabContext, did: string): void {
  const past = [...get().past, { did, snapshot: snapshotOf(get()) }];
  set({ past: lastOf(past), future: [] });
}

/** Returns what the user chose and made, without running work. */
export function snapshotOf({ onPage, findings, lanes: [main, ...others] }: LabState): Snapshot {
  const lanes: Lanes = [atRest(main), ...others.map(atRest)];
  return { onPage, findings, lanes };
}

/** Returns the lane without running work; what is missing is computed when the step is undone or redone. */
function atRest(lane: Lane): Lane {
  return {
    ...lane,
    modelJob: { kind: "idle" },
    search: { kind: "idle" },
    predictions: lane.predictions.kind === "working" ? { kind: "none" } : lane.predictions,
    scoring: lane.scoring.kind === "working" ? { kind: "none" } : lane.scoring,
    linkCheck: lane.linkCheck.kind === "checking" ? { kind: "none" } : lane.linkCheck,
    cam: lane.cam.kind === "ready" ? lane.cam : { kind: "none" },
    faithfulness: { kind: "none" },
    lookedAt: null,
  };
}

/** Returns the steps without the last ones that changed nothing, such as a stroke over cells that were already on. */
export function effectiveSteps(past: readonly UndoStep[], now: Snapshot): readonly UndoStep[] {
  return past.slice(0, past.findLastIndex(({ snapshot }) => differ(snapshot, now)) + 1);
}

/** Returns what the next undo and the next redo would do, as their steps' names; null if nothing, or during a search. */
export function undoable(state: LabState): { readonly undo: string | null; readonly redo: string | null } {
  if (isSearching(state)) return { undo: null, redo: null };
  const last = effectiveSteps(state.past, snapshotOf(state)).at(-1);
  return { undo: last?.did ?? null, redo: state.future.at(-1)?.did ?? null };
}

/** The parts of a lane whose change makes a step. */
const STEP_PARTS = ["compares", "modelId", "target", "maskKind", "preset", "mask", "finding"] as const;

function differ(a: Snapshot, b: Snapshot): boolean {
  return (
    a.onPage?.clip !== b.onPage?.clip ||
    a.lanes.length !== b.lanes.length ||
    a.lanes.some((lane, at) => STEP_PARTS.some((part) => lane[part] !== b.lanes[at]?.[part]))
  );
}

function lastOf(steps: readonly UndoStep[]): readonly UndoStep[] {
  const clips = new Set<unknown>();
  let first = steps.length;
  while (first > 0 && steps.length - first < MOST_STEPS) {
    clips.add(steps[first - 1]!.snapshot.onPage?.clip);
    if (clips.size > MOST_CLIPS) break;
    first -= 1;
  }
  return steps.slice(first);
}
