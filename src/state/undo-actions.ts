/** Undo and redo of what the user chose and made: clip, models, classes, settings, masks and findings. */
import { changeLanes } from "./change.ts";
import { packForLink, predict } from "./clip-actions.ts";
import type { LabContext } from "./context.ts";
import { travelsInside } from "./derived.ts";
import type { LaneId } from "./lab-state.ts";
import { laneIds, laneOf, mainLane } from "./lanes.ts";
import { rescore } from "./mask-actions.ts";
import { viewsFor } from "./search-actions.ts";
import { effectiveSteps, snapshotOf, undoable, type Snapshot } from "./undo-steps.ts";

/** The actions that undo and redo the user's steps. */
export const undoActions = (context: LabContext) => {
  const { get, set } = context;
  return {
    /** Undoes the last step; does nothing during a search. */
    undo: () => {
      if (undoable(get()).undo === null) return;
      const now = snapshotOf(get());
      const past = effectiveSteps(get().past, now);
      const { did, snapshot } = past.at(-1)!;
      set({ past: past.slice(0, -1), future: [...get().future, { did, snapshot: now }] });
      restore(context, snapshot);
    },

    /** Redoes the last undone step; does nothing during a search. */
    redo: () => {
      if (undoable(get()).redo === null) return;
      const { did, snapshot } = get().future.at(-1)!;
      set({
        past: [...get().past, { did, snapshot: snapshotOf(get()) }],
        future: get().future.slice(0, -1),
      });
      restore(context, snapshot);
    },
  };
};

function restore(context: LabContext, { lanes, onPage, findings }: Snapshot): void {
  const { get, jobs } = context;
  jobs.stop("decode", "pack", "link");
  const { maskKind } = lanes[0];
  const views = maskKind === mainLane(get()).maskKind ? get().views : viewsFor(get(), maskKind);
  const T = onPage?.clip.frames.T ?? 1;
  const player = { ...get().player, frame: Math.min(get().player.frame, T - 1) };
  changeLanes(context, lanes, { onPage, findings, views, player, clipJob: { kind: "idle" } });
  if (onPage !== null && travelsInside(onPage.input) && onPage.pack.kind !== "ready")
    void packForLink(context);
  for (const id of laneIds(get())) void catchUp(context, id);
}

/** Computes what was not computed yet when the step was saved. */
async function catchUp(context: LabContext, id: LaneId): Promise<void> {
  const before = laneOf(context.get(), id);
  // A lane that compares a class shares the main lane's predictions.
  if (before?.predictions.kind === "none" && before.compares !== "class") await predict(context, id);
  const lane = laneOf(context.get(), id);
  if (lane?.mask != null && lane.scoring.kind === "none") await rescore(context, id);
}
