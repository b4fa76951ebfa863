/** The steps that undo and redo walk along. A step keeps the page by reference: no part of the state is ever changed in place. */
import type { LabContext } from "./context.ts";
import type { LabState, Lane } from "./lab-state.ts";
import { laneNames, laneOf, pickLane } from "./lanes.ts";

/** What the user chose and made, as one undo step brings it back. */
export interface Snapshot extends Pick<LabState, "onPage" | "preset" | "maskKind" | "findings" | "second"> {
  readonly main: Lane;
}

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

/** Keeps the page as it is, to come back to by one undo; to be called before the user's change is made. */
export function remember({ get, set }: LabContext, did: string): void {
  const past = [...get().past, { did, snapshot: snapshotOf(get()) }];
  set({ past: lastOf(past), future: [] });
}

/** What the user chose and made, without the work under way. */
export function snapshotOf(state: LabState): Snapshot {
  const { onPage, preset, maskKind, findings, second } = state;
  const other = second === null ? null : atRest(second);
  return { onPage, preset, maskKind, findings, main: atRest(state), second: other };
}

/** The lane with all work under way left out; what has not been computed will be when the step is taken. */
function atRest(lane: Lane): Lane {
  return {
    ...pickLane(lane),
    modelJob: { kind: "idle" },
    search: { kind: "idle" },
    predictions: lane.predictions.kind === "working" ? { kind: "none" } : lane.predictions,
    scoring: lane.scoring.kind === "working" ? { kind: "none" } : lane.scoring,
    linkCheck: lane.linkCheck.kind === "checking" ? { kind: "none" } : lane.linkCheck,
    cam: lane.cam.kind === "ready" ? lane.cam : { kind: "none" },
    trust: { kind: "none" },
    lookedAt: null,
  };
}

/** The steps without those at the end that changed nothing: a stroke over cells that were on already, say. */
export function effectiveSteps(past: readonly UndoStep[], now: Snapshot): readonly UndoStep[] {
  return past.slice(0, past.findLastIndex(({ snapshot }) => differ(snapshot, now)) + 1);
}

/** What an undo would take back, or a redo do again; null where there is nothing, or a search is under way. */
export function undoable(state: LabState): { readonly undo: string | null; readonly redo: string | null } {
  if (laneNames(state).some((name) => laneOf(state, name)?.search.kind === "searching")) {
    return { undo: null, redo: null };
  }
  const last = effectiveSteps(state.past, snapshotOf(state)).at(-1);
  return { undo: last?.did ?? null, redo: state.future.at(-1)?.did ?? null };
}

function differ(a: Snapshot, b: Snapshot): boolean {
  const lanesDiffer = (one: Lane | null, other: Lane | null) =>
    one?.modelId !== other?.modelId ||
    one?.target !== other?.target ||
    one?.mask !== other?.mask ||
    one?.finding !== other?.finding;
  return (
    a.onPage?.clip !== b.onPage?.clip ||
    a.preset !== b.preset ||
    a.maskKind !== b.maskKind ||
    lanesDiffer(a.main, b.main) ||
    lanesDiffer(a.second, b.second)
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
