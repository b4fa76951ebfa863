/** Opens clips: decodes what the user chose, puts it on the page and computes predictions. */
import { asLabError, LabError } from "../base/errors.ts";
import { change, changeClip } from "./change.ts";
import { followMain } from "./comparison.ts";
import { attempt, report, type LabContext } from "./context.ts";
import { RECORDED } from "./dependencies.ts";
import { cardInUse, framesWanted, modelToAsk, predictedClass, travelsInside } from "./derived.ts";
import { MAIN, type ClipInput, type LaneId, type Predictions } from "./lab-state.ts";
import { laneOf, mainLane } from "./lanes.ts";
import { readClip } from "./read-clip.ts";
import { remember } from "./undo-steps.ts";

/** Options for opening a clip. */
export interface OpenOptions {
  /** Whether target, mask and scores were recorded for this clip in a link. Default false. */
  readonly recorded?: boolean;
  /** The input's files, if it was decoded before. Default: they are fetched. */
  readonly files?: readonly Blob[];
  /** Name of the step for the undo button. Default "choice of clip". */
  readonly did?: string;
  /** Called with the error if the clip cannot be opened. Default: adds it to the page's problems. */
  readonly onProblem?: (error: LabError) => void;
}

/** The actions on the clip on the page. */
export const clipActions = (context: LabContext) => {
  const { get, set, jobs } = context;
  return {
    openClip: (input: ClipInput) => openClip(context, input),

    /** Stops fetching or decoding a clip; the clip on the page stays. */
    stopDecoding: () => {
      jobs.stop("decode");
      set({ clipJob: { kind: "idle" } });
    },

    /** Removes the clip and all findings on it from the page; an undo brings both back. */
    removeClip: () => {
      jobs.stop("decode");
      set({ clipJob: { kind: "idle" } });
      if (get().onPage === null) return;
      remember(context, "removal of the clip");
      changeClip(context, { onPage: null });
    },
  };
};

/** Decodes a clip, puts it on the page and computes every lane's predictions. */
export async function openClip(
  context: LabContext,
  input: ClipInput,
  options: OpenOptions = {},
): Promise<void> {
  if (await bringIn(context, input, options)) await predictAll(context);
}

/**
 * Decodes a clip and puts it on the page. The current clip stays until then, and stays for good if the new one cannot
 * be read.
 *
 * @returns whether it is on the page; its predictions are not computed yet.
 */
export async function bringIn(
  context: LabContext,
  input: ClipInput,
  options: OpenOptions = {},
): Promise<boolean> {
  const { get, set, jobs } = context;
  const signal = jobs.start("decode");
  const work = async () => {
    const { clip, files } = await readClip(context, input, { known: options.files, signal });
    const recorded = options.recorded ?? false;
    if (!recorded && get().onPage !== null) remember(context, options.did ?? "choice of clip");
    const onPage = { clip, input, files, pack: { kind: "not-needed" } } as const;
    const player = { ...get().player, frame: 0 };
    changeClip(context, { onPage, clipJob: { kind: "idle" }, player }, { recorded });
  };
  const arrived = await attempt(context, "decode", work, options.onProblem);
  // If this job was stopped, whatever stopped it sets `clipJob`.
  if (!arrived && !signal.aborted) set({ clipJob: { kind: "idle" } });
  if (arrived && travelsInside(input)) void packForLink(context);
  return arrived;
}

/** Computes the predictions of every lane. */
export async function predictAll(context: LabContext): Promise<void> {
  await Promise.all(
    context
      .get()
      .lanes.filter(({ compares }) => compares !== "class")
      .map(({ id }) => predict(context, id)),
  );
}

/**
 * Computes a lane's predictions if it has a model and a clip. If the main lane has no target yet, its predicted class
 * becomes the target. Lanes that compare another class of the same model share the main lane's predictions.
 */
export async function predict(context: LabContext, id: LaneId = MAIN): Promise<void> {
  const { get, deps, jobs } = context;
  const { onPage } = get();
  if (laneOf(get(), id)?.compares === "class") return predict(context);
  if (onPage === null || cardInUse(get(), id) === null) return;
  if (onPage.clip.frames.T !== framesWanted(get())) {
    const recorded = mainLane(get()).linkCheck.kind !== "none";
    return openClip(context, onPage.input, { recorded, files: onPage.files });
  }
  const modelId = modelToAsk(get(), id)?.id;
  if (modelId === undefined) return;
  const signal = jobs.start(`classify:${id}`);
  const show = (predictions: Predictions) => change(context, id, { predictions });
  show({ kind: "working" });
  const done = await attempt(context, "value", async () => {
    const ask = { modelId, frames: onPage.clip.frames };
    show({ kind: "ready", probabilities: await deps.lab.run("classify", ask, { signal }) });
    if (id === MAIN) takeFirstTarget(context);
    followMain(context);
  });
  if (!done && !signal.aborted) show({ kind: "none" });
}

/** Targets the predicted class if no class is chosen. A mask painted before that stays, as this class's first. */
function takeFirstTarget(context: LabContext): void {
  const { target, predictions } = mainLane(context.get());
  if (target !== null) return;
  change(context, MAIN, { target: predictedClass(predictions) }, { keep: RECORDED });
}

/** Packs the clip on the page, so that a link can hold it. */
export async function packForLink(context: LabContext): Promise<void> {
  const { get, set, deps, jobs } = context;
  const { onPage } = get();
  if (onPage === null) return;
  const signal = jobs.start("pack");
  set({ onPage: { ...onPage, pack: { kind: "packing" } } });
  try {
    const { frames, durationS } = onPage.clip;
    const packed = await deps.clips.run("pack", { frames, durationS }, { signal });
    set({ onPage: { ...onPage, pack: { kind: "ready", packed } } });
  } catch (error) {
    if (signal.aborted) return;
    set({ onPage: { ...onPage, pack: { kind: "failed" } } });
    const { message } = asLabError(error, "link");
    const text = `${onPage.clip.name}: it could not be packed into a link (${message}). Everything else works.`;
    report(context, new LabError("link", text, { cause: error }), "link");
  }
}
