/** The steps that undo and redo walk along. A step keeps the page by reference: no part of the state is ever changed in place. */
import type { LabContext } from "./context.ts";
import { isSearching } from "./derived.ts";
import type { LabState, Lane, Lanes } from "./lab-state.ts";

/** What the user chose and made, as one undo step brings it back. */
export type Snapshot = Pick<LabState, "onPage" | "findings" | "lanes">;

/** A step that can be undone or redone. */
export interface UndoStep {
  /** What the user did, "painting" say: for the buttons. */
  readonly did: string;
  /** The page before it (undo) or after it (redo). */
  readonly snapshot: Snapshot;
}

/** Most steps kept. */
const MOST_STEPS = 100;
/** Most clips that steps keep alive; one may hold tens of megabytes of frames. */
const MOST_CLIPS = 6;

/** Saves the page for one undo to come back to. Call it before the user's change is made. */
export function remember({ get, set }: LabContext, did: string): void {
  const past = [...get().past, { did, snapshot: snapshotOf(get()) }];
  set({ past: lastOf(past), future: [] });
}

/** Returns what the user chose and made, without the work under way. */
export function snapshotOf({ onPage, findings, lanes: [main, ...others] }: LabState): Snapshot {
  const lanes: Lanes = [atRest(main), ...others.map(atRest)];
  return { onPage, findings, lanes };
}

/** Returns the lane with all work under way left out; what has not been computed will be when the step is taken. */
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

/** The steps without those at the end that changed nothing: a stroke over cells that were on already, say. */
export function effectiveSteps(past: readonly UndoStep[], now: Snapshot): readonly UndoStep[] {
  return past.slice(0, past.findLastIndex(({ snapshot }) => differ(snapshot, now)) + 1);
}

/** Returns what an undo would take back, and a redo do again; null if there is nothing, or a search is under way. */
export function undoable(state: LabState): { readonly undo: string | null; readonly redo: string | null } {
  if (isSearching(state)) return { undo: null, redo: null };
  const last = effectiveSteps(state.past, snapshotOf(state)).at(-1);
  return { undo: last?.did ?? null, redo: state.future.at(-1)?.did ?? null };
}

/** The parts of a lane whose change is worth a step. */
const TELLING = ["compares", "modelId", "target", "maskKind", "preset", "mask", "finding"] as const;

function differ(a: Snapshot, b: Snapshot): boolean {
  return (
    a.onPage?.clip !== b.onPage?.clip ||
    a.lanes.length !== b.lanes.length ||
    a.lanes.some((lane, at) => TELLING.some((part) => lane[part] !== b.lanes[at]?.[part]))
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
