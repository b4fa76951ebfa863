/** Editing the mask by hand, and scoring what comes of it. */
import type { Scores } from "../result/mask-result.ts";
import { attempt, type LabContext } from "./context.ts";
import { isOn, shownScores } from "./derived.ts";
import type { LinkCheck } from "./lab-state.ts";

/**
 * Largest difference between a link's scores and ours that still counts as agreement, absolute.
 * Backends differ by less than 1e-3; what browsers make of the same video's colours adds the rest.
 */
export const LINK_TOLERANCE = 0.02;

/** Turns frame t on or off, as one edit that can be undone. */
export function toggleFrame(context: LabContext, t: number): void {
  beginStroke(context);
  paintFrame(context, t, !isOn(context.get().mask, t));
}

/** Remembers the mask, so that all that follows until the next stroke is undone in one go. */
export function beginStroke({ get, set }: LabContext): void {
  const { undo, mask } = get();
  set({ undo: [...undo, mask] });
}

/** Makes frame t perturbed (1) or not (0), within the stroke under way. Nothing changes during a search. */
export function paintFrame(context: LabContext, t: number, on: boolean): void {
  const { onPage, mask, search } = context.get();
  if (onPage === null || search.kind === "searching") return;
  const before = mask ?? new Array<number>(onPage.clip.frames.T).fill(0);
  const value = on ? 1 : 0;
  if (before[t] === undefined || before[t] === value) return;
  replaceMask(context, before.with(t, value));
}

/** Takes the last edit back. */
export function undoEdit(context: LabContext): void {
  const { undo } = context.get();
  const before = undo.at(-1);
  if (before === undefined) return;
  context.set({ undo: undo.slice(0, -1) });
  replaceMask(context, before);
}

/** Back to the learnt mask; can be undone. */
export function resetMask(context: LabContext): void {
  const { finding, mask } = context.get();
  if (finding === null || mask === finding.mask) return;
  beginStroke(context);
  replaceMask(context, finding.mask);
}

function replaceMask(context: LabContext, mask: readonly number[] | null): void {
  const { finding } = context.get();
  context.set({ mask, linkCheck: { kind: "none" } });
  if (finding !== null && finding.scores !== null && mask === finding.mask) {
    context.jobs.stop("score");
    context.set({ scoring: { kind: "ready", scores: finding.scores } });
    return;
  }
  void rescore(context);
}

/** Computes the scores of the mask on the page. One question is under way at most; it is asked anew for a newer mask. */
export async function rescore(context: LabContext): Promise<void> {
  const { get, set, deps, jobs } = context;
  if (get().mask === null) {
    jobs.stop("score");
    set({ scoring: { kind: "none" } });
    return;
  }
  if (get().scoring.kind === "working") return;
  const signal = jobs.start("score");
  const done = await attempt(context, "value", async () => {
    for (;;) {
      const { onPage, modelId, target, mask } = get();
      if (onPage === null || modelId === null || target === null || mask === null) break;
      set({ scoring: { kind: "working", last: shownScores(get()) } });
      const ask = { modelId, frames: onPage.clip.frames, target, mask };
      const scores = await deps.lab.run("scoreMask", ask, { signal });
      if (get().mask !== mask) continue;
      const { linkCheck } = get();
      if (linkCheck.kind === "checking") {
        const shared = linkCheck.scores;
        set({ scoring: { kind: "ready", scores: shared }, linkCheck: checked(shared, scores) });
      } else {
        set({ scoring: { kind: "ready", scores } });
      }
      break;
    }
  });
  if (!done && !signal.aborted) set({ scoring: { kind: "none" } });
}

/** What a link's scores look like beside ours. */
function checked(shared: Scores, ours: Scores): LinkCheck {
  const difference = Math.max(
    Math.abs(ours.os - shared.os),
    Math.abs(ours.fs - shared.fs),
    Math.abs(ours.rs - shared.rs),
  );
  return difference <= LINK_TOLERANCE
    ? { kind: "agrees", difference }
    : { kind: "differs", difference, ours };
}
