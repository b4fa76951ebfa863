/** From what the user chose to a decoded clip, and from there to predictions. */
import { asLabError, LabError } from "../base/errors.ts";
import { attempt, report, type LabContext } from "./context.ts";
import { cardInUse, framesWanted, modelToAsk, predictedClass, travelsInside } from "./derived.ts";
import { EMPTY_LANE, NO_EXPLANATION, type ClipInput, type LabState, type LaneName } from "./lab-state.ts";
import { laneNames, setLane } from "./lanes.ts";
import { readClip } from "./read-clip.ts";
import { followTarget } from "./target.ts";
import { remember } from "./undo-steps.ts";

/** How to take a clip in. */
export interface OpenOptions {
  /** Keep target, mask and scores: they came with the clip, or the clip is only decoded anew. Default false. */
  readonly keepExplanation?: boolean;
  /** What the input was decoded from before. Default: it is fetched. */
  readonly files?: readonly Blob[];
  /** What an undo would take back. Default "choice of clip". */
  readonly did?: string;
  /** Told of what goes wrong. Default: it becomes one of the page's problems. */
  readonly onProblem?: (error: LabError) => void;
}

/** Decodes a clip, puts it on the page and asks for predictions. */
export async function openClip(
  context: LabContext,
  input: ClipInput,
  options: OpenOptions = {},
): Promise<void> {
  if (await bringIn(context, input, options)) await predictAll(context);
}

/**
 * Decodes a clip and puts it on the page. What is there stays until then, and stays for good when the clip cannot
 * be read.
 *
 * @returns whether it is on the page; predictions are still to be asked for.
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
    const keep = options.keepExplanation ?? false;
    if (!keep && get().onPage !== null) remember(context, options.did ?? "choice of clip");
    stopWork(context, keep);
    set({
      clipJob: { kind: "idle" },
      onPage: { clip, input, files, pack: { kind: "not-needed" } },
      ...(keep ? {} : { findings: [] }),
      ...freshLanes(get(), keep),
      player: { ...get().player, frame: 0 },
    });
  };
  const arrived = await attempt(context, "decode", work, options.onProblem);
  // A newer job of this name owns the progress by now.
  if (!arrived && !signal.aborted) set({ clipJob: { kind: "idle" } });
  if (arrived && travelsInside(input)) void packForLink(context);
  return arrived;
}

/** Takes the clip off the page, with all that was found on it; an undo brings both back. */
export function removeClip(context: LabContext): void {
  const { get, set, jobs } = context;
  jobs.stop("decode");
  set({ clipJob: { kind: "idle" } });
  if (get().onPage === null) return;
  remember(context, "removal of the clip");
  stopWork(context, false);
  set({ onPage: null, findings: [], ...freshLanes(get(), false) });
}

function stopWork({ jobs }: LabContext, keepExplanation: boolean): void {
  jobs.stop("pack");
  for (const name of ["main", "second"] as const) {
    jobs.stopLane(name, "classify", "cam", "trust");
    if (!keepExplanation) jobs.stopLane(name, "search", "score");
  }
}

/** The lanes without what belonged to the clip before. */
function freshLanes({ second }: LabState, keepExplanation: boolean): Partial<LabState> {
  const fresh = {
    predictions: EMPTY_LANE.predictions,
    cam: EMPTY_LANE.cam,
    trust: EMPTY_LANE.trust,
    ...(keepExplanation ? {} : { ...NO_EXPLANATION, target: null }),
  };
  return { ...fresh, second: second === null ? null : { ...second, ...fresh } };
}

/** Asks every lane's model for its predictions. */
export async function predictAll(context: LabContext): Promise<void> {
  await Promise.all(laneNames(context.get()).map((lane) => predict(context, lane)));
}

/** Asks a lane's model for its predictions, once there are a model and a clip; the main one's first becomes the target. */
export async function predict(context: LabContext, name: LaneName = "main"): Promise<void> {
  const { get, deps, jobs } = context;
  const { onPage, linkCheck } = get();
  if (onPage === null || cardInUse(get(), name) === null) return;
  if (onPage.clip.frames.T !== framesWanted(get())) {
    const keepExplanation = linkCheck.kind !== "none";
    return openClip(context, onPage.input, { keepExplanation, files: onPage.files });
  }
  const modelId = modelToAsk(get(), name)?.id;
  if (modelId === undefined) return;
  const signal = jobs.start(`classify:${name}`);
  setLane(context, name, { predictions: { kind: "working" } });
  const done = await attempt(context, "value", async () => {
    const ask = { modelId, frames: onPage.clip.frames };
    const probabilities = await deps.lab.run("classify", ask, { signal });
    const predictions = { kind: "ready", probabilities } as const;
    setLane(context, name, { predictions });
    if (name === "main") setLane(context, name, { target: get().target ?? predictedClass(predictions) });
    followTarget(context);
  });
  if (!done && !signal.aborted) setLane(context, name, { predictions: { kind: "none" } });
}

/** Packs a clip in the background, so that a link can hold it. */
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
