/** Editing masks by hand, and scoring them. */
import { frameValues, temporalMask, type Mask } from "../math/mask.ts";
import {
  areHard,
  softOf,
  type PerturbedScores,
  type Scores,
  type SoftScores,
} from "../result/mask-result.ts";
import { change } from "./change.ts";
import { attempt, type LabContext } from "./context.ts";
import { isOn, modelToAsk, operatorOf, shownScores } from "./derived.ts";
import { MAIN, type LaneId, type LinkCheck } from "./lab-state.ts";
import { laneOf } from "./lanes.ts";
import { remember } from "./undo-steps.ts";

/**
 * Largest absolute difference between a link's scores and recomputed ones that counts as agreement. Backends differ by
 * less than 1e-3; the rest allows for browsers that decode the same video to slightly different colours.
 */
export const LINK_TOLERANCE = 0.02;

/** The actions on the mask on the page. */
export const maskActions = (context: LabContext) => ({
  /** Switches frame t on or off, as one step for undo. */
  toggleFrame: (t: number, id: LaneId = MAIN) => {
    remember(context, "painting");
    paintFrame(context, t, !isOn(laneOf(context.get(), id)?.mask ?? null, t), id);
  },

  /** Begins a stroke: everything painted until the next stroke is one step for undo. */
  beginStroke: () => remember(context, "painting"),

  /**
   * Sets frame t to perturbed (1) or not (0) within the current stroke. Does nothing during a search or to a
   * space-and-time mask, which cannot be painted frame by frame.
   */
  paintFrame: (t: number, on: boolean, id: LaneId = MAIN) => paintFrame(context, t, on, id),

  /** Goes back to the learnt mask, as one step for undo. */
  resetMask: (id: LaneId = MAIN) => {
    const lane = laneOf(context.get(), id);
    if (lane === null || lane.finding === null || lane.mask === lane.finding.mask) return;
    remember(context, "reset");
    replaceMask(context, lane.finding.mask, id);
  },
});

function paintFrame(context: LabContext, t: number, on: boolean, id: LaneId): void {
  const { onPage } = context.get();
  const lane = laneOf(context.get(), id);
  if (onPage === null || lane === null || lane.search.kind === "searching") return;
  if (lane.maskKind.kind === "spatiotemporal") return;
  const before =
    lane.mask === null ? new Array<number>(onPage.clip.frames.T).fill(0) : frameValues(lane.mask);
  const value = on ? 1 : 0;
  if (before[t] === undefined || before[t] === value) return;
  replaceMask(context, temporalMask(before.with(t, value)), id);
}

function replaceMask(context: LabContext, mask: Mask, id: LaneId): void {
  const lane = laneOf(context.get(), id);
  if (lane === null) return;
  const learnt = lane.finding?.mask === mask ? lane.finding.scores : null;
  if (learnt !== null) return change(context, id, { mask, scoring: { kind: "ready", scores: learnt } });
  // The previous scores stay, dimmed. A running request goes on; when it ends, it is repeated for the newest mask.
  const running = lane.scoring.kind === "working";
  const scoring = { kind: "working", last: shownScores(lane) } as const;
  change(context, id, { mask, scoring }, { keep: ["scoring"] });
  if (!running) void rescore(context, id);
}

/** Computes the scores of a lane's mask. If the mask has changed by the time a request ends, asks again for the new one. */
export async function rescore(context: LabContext, id: LaneId): Promise<void> {
  const { get, deps, jobs } = context;
  const before = laneOf(get(), id);
  if (before === null || before.mask === null) return;
  // Without its model, an edited mask has no scores; a link's mask keeps those recorded in the link.
  if (modelToAsk(get(), id) === null) {
    if (before.linkCheck.kind === "none") change(context, id, { scoring: { kind: "none" } });
    return;
  }
  const signal = jobs.start(`score:${id}`);
  const done = await attempt(context, "value", async () => {
    for (;;) {
      const { onPage } = get();
      const lane = laneOf(get(), id);
      if (onPage === null || lane === null) break;
      const { modelId, target, mask } = lane;
      if (modelId === null || target === null || mask === null) break;
      change(context, id, { scoring: { kind: "working", last: shownScores(lane) } });
      const ask = { modelId, frames: onPage.clip.frames, target };
      const scores =
        mask.kind === "spatiotemporal"
          ? await deps.lab.run("scoreSpatiotemporal", { ...ask, mask: mask.grid }, { signal })
          : await deps.lab.run(
              "scoreMask",
              { ...ask, mask: mask.values, operator: operatorOf(lane) },
              { signal },
            );
      const now = laneOf(get(), id);
      if (now?.mask !== mask) continue;
      if (now.linkCheck.kind === "checking") {
        const shared = now.linkCheck.scores;
        const linkCheck = checked(shared, scores);
        const shown = areHard(shared) ? shared : scores;
        change(context, id, { scoring: { kind: "ready", scores: shown }, linkCheck });
      } else {
        change(context, id, { scoring: { kind: "ready", scores } });
      }
      break;
    }
  });
  if (!done && !signal.aborted) change(context, id, { scoring: { kind: "none" } });
}

function farthest(a: PerturbedScores, b: PerturbedScores): number {
  return Math.max(
    ...(["fs", "rs", "own"] as const).map((score) => Math.abs((a[score] ?? 0) - (b[score] ?? 0))),
  );
}

/** Compares a link's scores with those computed on this page: soft ones, and hard ones if the link has them. */
function checked(scores: Scores | SoftScores, ours: Scores): LinkCheck {
  const difference = Math.max(
    Math.abs(ours.os - scores.os),
    areHard(scores) ? farthest(scores, ours) : 0,
    scores.soft === undefined ? 0 : farthest(scores.soft, softOf(ours)),
  );
  return difference <= LINK_TOLERANCE
    ? { kind: "agrees", difference }
    : { kind: "differs", difference, scores, ours };
}
