/** Editing a mask by hand, and scoring what comes of it. */
import type { Scores } from "../result/mask-result.ts";
import { attempt, type LabContext } from "./context.ts";
import { isOn, modelToAsk, operatorOf, shownScores } from "./derived.ts";
import type { LaneName, LinkCheck } from "./lab-state.ts";
import { laneOf, setLane } from "./lanes.ts";
import { remember } from "./undo-steps.ts";

/**
 * Largest difference between a link's scores and ours that still counts as agreement, absolute.
 * Backends differ by less than 1e-3; what browsers make of the same video's colours adds the rest.
 */
export const LINK_TOLERANCE = 0.02;

/** Turns frame t on or off, as one edit that can be undone. */
export function toggleFrame(context: LabContext, t: number, name: LaneName = "main"): void {
  beginStroke(context);
  paintFrame(context, t, !isOn(laneOf(context.get(), name)?.mask ?? null, t), name);
}

/** Keeps the page as it is, so that all that follows until the next stroke is undone in one go. */
export function beginStroke(context: LabContext): void {
  remember(context, "painting");
}

/**
 * Makes frame t perturbed (1) or not (0), within the stroke under way. Nothing changes during a search, nor while masks
 * have a place, which whole frames cannot say.
 */
export function paintFrame(context: LabContext, t: number, on: boolean, name: LaneName = "main"): void {
  const { onPage, maskKind } = context.get();
  const lane = laneOf(context.get(), name);
  if (onPage === null || lane === null || lane.search.kind === "searching") return;
  if (maskKind.kind === "spatiotemporal") return;
  const before = lane.mask ?? new Array<number>(onPage.clip.frames.T).fill(0);
  const value = on ? 1 : 0;
  if (before[t] === undefined || before[t] === value) return;
  replaceMask(context, before.with(t, value), name);
}

/** Back to the learnt mask; can be undone. */
export function resetMask(context: LabContext, name: LaneName = "main"): void {
  const lane = laneOf(context.get(), name);
  if (lane === null || lane.finding === null || lane.mask === lane.finding.mask) return;
  remember(context, "reset");
  replaceMask(context, lane.finding.mask, name);
}

function replaceMask(context: LabContext, mask: readonly number[], name: LaneName): void {
  const finding = laneOf(context.get(), name)?.finding ?? null;
  context.jobs.stopLane(name, "trust");
  setLane(context, name, {
    mask,
    grid: mask === finding?.mask ? finding.grid : null,
    linkCheck: { kind: "none" },
    trust: { kind: "none" },
    lookedAt: null,
  });
  if (finding !== null && finding.scores !== null && mask === finding.mask) {
    context.jobs.stopLane(name, "score");
    setLane(context, name, { scoring: { kind: "ready", scores: finding.scores } });
    return;
  }
  void rescore(context, name);
}

/** Computes the scores of the mask on the page. One question is under way at most; it is asked anew for a newer mask. */
export async function rescore(context: LabContext, name: LaneName = "main"): Promise<void> {
  const { get, deps, jobs } = context;
  const before = laneOf(get(), name);
  if (before === null || before.mask === null || before.scoring.kind === "working") return;
  // Without its model an edited mask has no scores; a link's own stay beside its own mask.
  if (modelToAsk(get(), name) === null) {
    if (before.linkCheck.kind === "none") setLane(context, name, { scoring: { kind: "none" } });
    return;
  }
  const signal = jobs.start(`score:${name}`);
  const done = await attempt(context, "value", async () => {
    for (;;) {
      const { onPage } = get();
      const lane = laneOf(get(), name);
      if (onPage === null || lane === null) break;
      const { modelId, target, mask, grid } = lane;
      if (modelId === null || target === null || mask === null) break;
      setLane(context, name, { scoring: { kind: "working", last: shownScores(lane) } });
      const ask = { modelId, frames: onPage.clip.frames, target };
      const scores =
        grid !== null
          ? await deps.lab.run("scoreSpatiotemporal", { ...ask, mask: grid }, { signal })
          : await deps.lab.run("scoreMask", { ...ask, mask, operator: operatorOf(get()) }, { signal });
      if (laneOf(get(), name)?.mask !== mask) continue;
      const linkCheck = laneOf(get(), name)?.linkCheck;
      if (linkCheck?.kind === "checking") {
        const shared = linkCheck.scores;
        setLane(context, name, {
          scoring: { kind: "ready", scores: shared },
          linkCheck: checked(shared, scores),
        });
      } else {
        setLane(context, name, { scoring: { kind: "ready", scores } });
      }
      break;
    }
  });
  if (!done && !signal.aborted) setLane(context, name, { scoring: { kind: "none" } });
}

/** What a link's scores look like beside ours. */
function checked(shared: Scores, ours: Scores): LinkCheck {
  const differences = (["os", "fs", "rs", "own"] as const).map((score) =>
    Math.abs((ours[score] ?? 0) - (shared[score] ?? 0)),
  );
  const difference = Math.max(...differences);
  return difference <= LINK_TOLERANCE
    ? { kind: "agrees", difference }
    : { kind: "differs", difference, ours };
}
