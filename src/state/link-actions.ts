/** The permalink of what is on the page, and the way back from one. */
import { LabError } from "../base/errors.ts";
import { decodeLink, type LabLink, type LinkedClip } from "../result/permalink.ts";
import { openClip } from "./clip-actions.ts";
import { report, type LabContext } from "./context.ts";
import { shownScores } from "./derived.ts";
import {
  INITIAL_STATE,
  NO_EXPLANATION,
  type ClipInput,
  type ClipOnPage,
  type LabState,
} from "./lab-state.ts";
import { rescore } from "./mask-actions.ts";
import { takeModel } from "./model-actions.ts";

/** What a link to the page as it stands would hold; null while there is nothing whole to link to. */
export function linkOf(state: LabState): LabLink | null {
  const { modelId, onPage, target, preset, seed, mask } = state;
  if (modelId === null || onPage === null || target === null) return null;
  const clip = linkedClip(onPage);
  if (clip === null) return null;
  const scores = state.scoring.kind === "ready" ? shownScores(state) : null;
  return { modelId, clip, target, preset, seed, mask: mask === null ? null : [...mask], scores };
}

function linkedClip({ input, pack }: ClipOnPage): LinkedClip | null {
  switch (input.kind) {
    case "bundled":
      return { kind: "bundled", id: input.clip.id };
    case "address":
      return { kind: "address", url: input.url };
    case "inside":
      return { kind: "inside", name: input.name, ...input.packed };
    case "files":
      return pack.kind === "ready" ? { kind: "inside", name: input.name, ...pack.packed } : null;
  }
}

/**
 * Shows what a link holds: mask and scores at once, clip and model as they arrive; then recomputes the scores.
 *
 * @param fragment  with or without its "#".
 * @returns         false when it is empty or cannot be followed; why is then on the page, which is as it was.
 */
export async function openLink(context: LabContext, fragment: string): Promise<boolean> {
  const { set, get, jobs } = context;
  const decoded = decodeLink(fragment);
  if (!decoded.ok) {
    report(context, decoded.problem, "link");
    return false;
  }
  const { link } = decoded;
  if (link === null) return false;
  const input = inputOf(get(), link);
  if (input instanceof LabError) {
    report(context, input, "link");
    return false;
  }
  jobs.stop("search", "score", "classify", "decode", "pack", "model");
  const { target, preset, seed, mask, scores } = link;
  set({
    ...NO_EXPLANATION,
    findings: [],
    onPage: null,
    predictions: { kind: "none" },
    player: { ...INITIAL_STATE.player, playing: get().player.playing },
    target,
    preset,
    seed,
    mask,
    finding: mask === null ? null : { mask, scores, from: { kind: "link" } },
    scoring: scores === null ? { kind: "none" } : { kind: "ready", scores },
    linkCheck: scores === null ? { kind: "none" } : { kind: "checking", scores },
  });
  const signal = jobs.start("link");
  await Promise.all([
    openClip(context, input, { keepExplanation: true }),
    takeModel(context, link.modelId, true),
  ]);
  if (!signal.aborted) await recompute(context, link);
  return true;
}

/** Where the link's clip is to be had, or what stands in the way of following the link. */
function inputOf(state: LabState, { clip, modelId }: LabLink): ClipInput | LabError {
  if (!state.models.some(({ id }) => id === modelId)) {
    const text = `This link names the model “${modelId}”, which is not on this page. Load it with “Load a model”, then open the link again.`;
    return new LabError("link", text);
  }
  switch (clip.kind) {
    case "inside":
      return { kind: "inside", name: clip.name, packed: { bytes: clip.bytes, format: clip.format } };
    case "address":
      return { kind: "address", url: clip.url };
    case "bundled": {
      const clips = state.manifest.kind === "ready" ? state.manifest.clips : [];
      const found = clips.find(({ id }) => id === clip.id);
      if (found !== undefined) return { kind: "bundled", clip: found };
      return new LabError(
        "link",
        `This link names the clip “${clip.id}”, which is not on this page. Choose another clip.`,
      );
    }
  }
}

/** Scores of the linked mask, computed here; a link that does not fit its own model or clip keeps neither. */
async function recompute(context: LabContext, { target, mask }: LabLink): Promise<void> {
  const { get, set } = context;
  const { onPage, modelId, models } = get();
  const card = models.find(({ id }) => id === modelId)?.card;
  if (onPage === null || card == null) return;
  const { T } = onPage.clip.frames;
  const unfit =
    target >= card.classes.length
      ? `class ${target}, but ${card.name} knows ${card.classes.length} classes`
      : mask !== null && mask.length !== T
        ? `a mask of ${mask.length} frames, but the clip has ${T}`
        : null;
  if (unfit === null) return rescore(context);
  set({ ...NO_EXPLANATION, target: null });
  report(
    context,
    new LabError("link", `This link holds ${unfit}. Its mask and scores are left out.`),
    "link",
  );
}
