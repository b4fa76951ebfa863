/** From what the user chose to a decoded clip, and from there to predictions. */
import { asLabError, LabError } from "../base/errors.ts";
import type { Clip, ClipSource } from "../clip/clip.ts";
import { attempt, report, type LabContext } from "./context.ts";
import { cardInUse, framesWanted, nameOfInput, predictedClass } from "./derived.ts";
import { EMPTY_LANE, NO_EXPLANATION, type ClipInput, type LabState, type LaneName } from "./lab-state.ts";
import { laneNames, laneOf, setLane } from "./lanes.ts";
import { eventFrames } from "./manifest.ts";
import { followTarget } from "./target.ts";
import { remember } from "./undo-steps.ts";

/** How to take a clip in. */
export interface OpenOptions {
  /** Keep target, mask and scores: they came with the clip, or the clip is only decoded anew. Default false. */
  readonly keepExplanation?: boolean;
}

/**
 * Decodes a clip, puts it on the page and asks for predictions. What is on the page stays until then,
 * and stays for good when the clip cannot be read.
 */
export async function openClip(
  context: LabContext,
  input: ClipInput,
  options: OpenOptions = {},
): Promise<void> {
  const { get, set, deps, jobs } = context;
  const signal = jobs.start("decode");
  const name = nameOfInput(input);
  const T = framesWanted(get());
  set({ clipJob: { kind: "decoding", name, done: 0, of: T } });

  const arrived = await attempt(context, "decode", async () => {
    const files = await filesOf(context, input, signal);
    const decoded = await deps.clips.run(
      "decode",
      { files, source: sourceOf(input), name, T, ...rangeOf(input) },
      { signal, onStep: ({ done, of }) => set({ clipJob: { kind: "decoding", name, done, of } }) },
    );
    const keep = options.keepExplanation ?? false;
    if (!keep && get().onPage !== null) remember(context, "choice of clip");
    stopWork(context, keep);
    set({
      clipJob: { kind: "idle" },
      onPage: { clip: withTruth(decoded, input), input, pack: { kind: "not-needed" } },
      ...(keep ? {} : { findings: [] }),
      ...freshLanes(get(), keep),
      player: { ...get().player, frame: 0 },
    });
  });
  if (!arrived) {
    // A newer job of this name owns the progress by now.
    if (!signal.aborted) set({ clipJob: { kind: "idle" } });
    return;
  }
  if (input.kind === "files") void packForLink(context);
  await Promise.all(laneNames(get()).map((lane) => predict(context, lane)));
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
    jobs.stopLane(name, "classify", "cam");
    if (!keepExplanation) jobs.stopLane(name, "search", "score");
  }
}

/** The lanes without what belonged to the clip before. */
function freshLanes({ second }: LabState, keepExplanation: boolean): Partial<LabState> {
  const fresh = {
    predictions: EMPTY_LANE.predictions,
    cam: EMPTY_LANE.cam,
    ...(keepExplanation ? {} : { ...NO_EXPLANATION, target: null }),
  };
  return { ...fresh, second: second === null ? null : { ...second, ...fresh } };
}

/** Asks a lane's model for its predictions, once there are a model and a clip; the main one's first becomes the target. */
export async function predict(context: LabContext, name: LaneName = "main"): Promise<void> {
  const { get, deps, jobs } = context;
  const { onPage, linkCheck } = get();
  const modelId = laneOf(get(), name)?.modelId ?? null;
  if (onPage === null || modelId === null || cardInUse(get(), name) === null) return;
  if (onPage.clip.frames.T !== framesWanted(get())) {
    return openClip(context, onPage.input, { keepExplanation: linkCheck.kind !== "none" });
  }
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

/** Samples only a part of the uploaded clip on the page; seconds, cut to the clip's length. */
export async function chooseRange(
  context: LabContext,
  range: readonly [startS: number, endS: number],
): Promise<void> {
  const { onPage } = context.get();
  if (onPage?.input.kind === "files") await openClip(context, { ...onPage.input, range });
}

/** Ends decoding; what was on the page stays. */
export function stopDecoding({ jobs, set }: LabContext): void {
  jobs.stop("decode");
  set({ clipJob: { kind: "idle" } });
}

/** Packs an uploaded clip in the background, so that a link can hold it. */
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

async function filesOf(
  { deps }: LabContext,
  input: ClipInput,
  signal: AbortSignal,
): Promise<(File | Blob)[]> {
  switch (input.kind) {
    case "bundled":
      return [await deps.fetchBlob(deps.clipUrl(input.clip.file), signal)];
    case "files":
      return [...input.files];
    case "inside":
      return [new Blob([input.packed.bytes.slice()], { type: input.packed.format.split("/")[0] ?? "" })];
    case "address":
      return [await deps.fetchBlob(input.url, signal)];
  }
}

function rangeOf(input: ClipInput): { range?: readonly [startS: number, endS: number] } {
  return input.kind === "files" && input.range !== undefined ? { range: input.range } : {};
}

function sourceOf(input: ClipInput): ClipSource {
  switch (input.kind) {
    case "bundled":
      return { kind: "bundled", id: input.clip.id };
    case "files":
    case "address":
      return { kind: "upload", fileName: nameOfInput(input) };
    case "inside":
      return { kind: "link", name: input.name };
  }
}

/** The clip with what its manifest says happens in it. */
function withTruth(clip: Clip, input: ClipInput): Clip {
  if (input.kind !== "bundled") return clip;
  const { label, eventS } = input.clip;
  const event = eventS === undefined ? null : eventFrames(clip.timestampsS, eventS);
  return { ...clip, ...(label === undefined ? {} : { label }), ...(event === null ? {} : { event }) };
}
