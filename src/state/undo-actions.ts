/** Undo and redo over what the user chose and made: clip, models, class, settings, masks and what searches found. */
import { packForLink, predict } from "./clip-actions.ts";
import type { LabContext } from "./context.ts";
import { travelsInside } from "./derived.ts";
import type { LaneName } from "./lab-state.ts";
import { laneNames, laneOf } from "./lanes.ts";
import { rescore } from "./mask-actions.ts";
import { viewsFor } from "./search-actions.ts";
import { effectiveSteps, snapshotOf, undoable, type Snapshot } from "./undo-steps.ts";

/** Goes back by one step; does nothing during a search. */
export function undo(context: LabContext): void {
  const { get, set } = context;
  if (undoable(get()).undo === null) return;
  const now = snapshotOf(get());
  const past = effectiveSteps(get().past, now);
  const { did, snapshot } = past.at(-1)!;
  set({ past: past.slice(0, -1), future: [...get().future, { did, snapshot: now }] });
  restore(context, snapshot);
}

/** Takes the last undo back; does nothing during a search. */
export function redo(context: LabContext): void {
  const { get, set } = context;
  if (undoable(get()).redo === null) return;
  const { did, snapshot } = get().future.at(-1)!;
  set({
    past: [...get().past, { did, snapshot: snapshotOf(get()) }],
    future: get().future.slice(0, -1),
  });
  restore(context, snapshot);
}

function restore(context: LabContext, { main, ...rest }: Snapshot): void {
  const { get, set, jobs } = context;
  jobs.stop("decode", "pack", "link");
  for (const name of ["main", "second"] as const)
    jobs.stopLane(name, "model", "classify", "score", "cam", "trust");
  const T = rest.onPage?.clip.frames.T ?? 1;
  const frame = Math.min(get().player.frame, T - 1);
  const views = rest.maskKind === get().maskKind ? get().views : viewsFor(get(), rest.maskKind);
  set({ ...rest, ...main, views, clipJob: { kind: "idle" }, player: { ...get().player, frame } });
  const { onPage } = get();
  if (onPage !== null && travelsInside(onPage.input) && onPage.pack.kind !== "ready")
    void packForLink(context);
  for (const name of laneNames(get())) void catchUp(context, name);
}

/** Computes what had not been computed yet when the step was kept. */
async function catchUp(context: LabContext, name: LaneName): Promise<void> {
  if (laneOf(context.get(), name)?.predictions.kind === "none") await predict(context, name);
  const lane = laneOf(context.get(), name);
  if (lane?.mask != null && lane.scoring.kind === "none") await rescore(context, name);
}
