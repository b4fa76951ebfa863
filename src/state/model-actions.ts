/** Loading a model of the list and putting it to use in a lane. */
import { LabError, type LabErrorCode } from "../base/errors.ts";
import type { ModelCard } from "../models/card.ts";
import type { RunOptions } from "../worker/client.ts";
import type { LoadProgress } from "../worker/protocol.ts";
import { predict } from "./clip-actions.ts";
import { attempt, report, type LabContext } from "./context.ts";
import { startBackend } from "./backend-actions.ts";
import { cardInUse, targetName } from "./derived.ts";
import { EMPTY_LANE, NO_EXPLANATION, type LaneName } from "./lab-state.ts";
import type { ModelEntry, ModelSource } from "./model-entry.ts";
import { laneOf, setLane } from "./lanes.ts";
import { rescore } from "./mask-actions.ts";
import { explanationOf, withoutModel } from "./remembered.ts";
import { followTarget } from "./target.ts";
import { remember } from "./undo-steps.ts";

const WEIGHTS: LabErrorCode = "weights";

/** Where a model goes, and what comes with it. */
export interface TakeOptions {
  /** Default: the main lane. */
  readonly lane?: LaneName;
  /** Target, mask and scores came with the model, in a link. Default false. */
  readonly keepExplanation?: boolean;
}

/** A model that has come, and where from. */
export interface Arrived {
  readonly card: ModelCard;
  readonly source: ModelSource;
}

/**
 * Puts a listed model to use, loading it first where needed. The model in use stays until the new one is there,
 * and stays for good when that one cannot be loaded.
 */
export async function takeModel(context: LabContext, id: string, options: TakeOptions = {}): Promise<void> {
  const entry = context.get().models.find((model) => model.id === id);
  if (entry === undefined) return;
  const { source } = entry;
  await bringIn(context, entry, options, async (signal, onStep) => ({
    card: entry.card ?? (await loadCard(context, entry, { signal, onStep })),
    source,
  }));
}

/**
 * Loads a model of the list into the worker.
 *
 * @throws {LabError} as the worker does; "weights" for an imported one that this browser no longer keeps.
 */
export async function loadCard(
  { deps }: LabContext,
  { id, name, source }: ModelEntry,
  options: RunOptions<LoadProgress>,
): Promise<ModelCard> {
  if (source.kind !== "imported") return deps.lab.run("loadModel", { baseUrl: deps.modelUrl(id) }, options);
  const files = await deps.library.files(id);
  if (files === null) {
    const text = `${name}: this browser no longer keeps it. Drop ${source.fileName} on the page again.`;
    throw new LabError("weights", text);
  }
  return (await deps.lab.run("importModel", { files: [...files], answers: null }, options)).card;
}

/** Stops the loading of a lane's next model; the one in use stays. */
export function stopLoading(context: LabContext, lane: LaneName): void {
  context.jobs.stopLane(lane, "model");
  setLane(context, lane, { modelJob: { kind: "idle" } });
  if (lane === "second" && context.get().second?.modelId === null) dropSecond(context);
}

/** Takes the first model of the list where there is none, and none on its way. */
export async function takeFirst(context: LabContext): Promise<void> {
  const { modelId, modelJob, models, importing } = context.get();
  const [first] = models;
  if (first === undefined || modelId !== null) return;
  if (modelJob.kind === "idle" && importing.kind === "none") await takeModel(context, first.id);
}

/** Puts a model that has just been imported to use in the main lane. */
export async function takeImported(context: LabContext, arrived: Arrived): Promise<void> {
  await bringIn(context, arrived.card, {}, () => Promise.resolve(arrived));
}

/** Puts a model that links on the page have waited for in its place there, and checks what they say of it. */
export async function arriveAwaited(
  context: LabContext,
  arrived: Arrived,
  lanes: readonly LaneName[],
): Promise<void> {
  for (const lane of lanes) {
    await bringIn(context, arrived.card, { lane, keepExplanation: true }, () => Promise.resolve(arrived));
    const scores = laneOf(context.get(), lane)?.linkCheck;
    if (scores?.kind === "unchecked")
      setLane(context, lane, { linkCheck: { kind: "checking", scores: scores.scores } });
    await rescore(context, lane);
  }
}

/** Sets a second model beside the main one, or takes it away (null). */
export async function compareWith(context: LabContext, id: string | null): Promise<void> {
  const { get, set } = context;
  if (id === null) {
    if (get().second === null) return;
    remember(context, "comparison");
    return dropSecond(context);
  }
  if (get().second === null) {
    remember(context, "comparison");
    set({ second: EMPTY_LANE });
  }
  await takeModel(context, id, { lane: "second" });
  // A second model that cannot be had leaves no empty place behind.
  if (get().second?.modelId === null && get().second?.modelJob.kind === "idle") dropSecond(context);
}

function dropSecond({ jobs, set }: LabContext): void {
  jobs.stopLane("second", "model", "classify", "search", "score", "cam", "trust");
  set({ second: null });
}

/** Has a model loaded, with its progress on the page, and puts it to use in its lane. */
export async function bringIn(
  context: LabContext,
  entry: Pick<ModelEntry, "id" | "name">,
  options: TakeOptions,
  load: (signal: AbortSignal, onStep: (step: LoadProgress) => void) => Promise<Arrived>,
): Promise<void> {
  const { lane = "main" } = options;
  const signal = context.jobs.start(`model:${lane}`);
  const { id, name } = entry;
  const showProgress = ({ loaded, total }: LoadProgress) =>
    setLane(context, lane, { modelJob: { kind: "loading", id, name, loaded, total } });
  showProgress({ loaded: 0, total: 0 });
  const arrived = await attempt(context, WEIGHTS, async () => {
    await startBackend(context);
    if (signal.aborted) throw new LabError("cancelled", `${name}: another model was chosen.`);
    adopt(context, await load(signal, showProgress), options);
  });
  if (arrived) await predict(context, lane);
  else if (!signal.aborted) setLane(context, lane, { modelJob: { kind: "idle" } });
}

/** Lists the model under its card and makes it the one in use in its lane. */
function adopt(
  context: LabContext,
  { card, source }: Arrived,
  { lane = "main", keepExplanation = false }: TakeOptions,
): void {
  const { get, set, jobs } = context;
  const other = cardInUse(get(), lane === "main" ? "second" : "main");
  if (lane === "second" && other !== null) checkFrames(card, other);
  jobs.stopLane(lane, "classify", "cam", "trust");
  if (!keepExplanation) {
    jobs.stopLane(lane, "search", "score");
    if (laneOf(get(), lane)?.modelId != null) remember(context, "choice of model");
  }
  const known = get().models.some(({ id, card: before }) => id === card.id && before === card);
  if (!known) set({ findings: withoutModel(get(), card.id) });
  const target = sameClass(targetName(get()), card);
  set({ models: withEntry(get().models, { id: card.id, name: card.name, card, source }) });
  setLane(context, lane, {
    modelId: card.id,
    modelJob: { kind: "idle" },
    predictions: { kind: "none" },
    trust: NO_EXPLANATION.trust,
    ...(keepExplanation ? {} : { ...explanationOf(get(), card.id, target), target }),
  });
  if (lane === "main" && other !== null && card.input.frames !== other.input.frames) {
    dropSecond(context);
    report(context, unequalFrames(other, card), "value");
  }
  if (!keepExplanation) followTarget(context);
}

/** @throws {LabError} "value" for a second model that takes another number of frames than the first. */
function checkFrames(card: ModelCard, main: ModelCard): void {
  if (card.input.frames !== main.input.frames) throw unequalFrames(card, main);
}

function unequalFrames(left: ModelCard, used: ModelCard): LabError {
  return new LabError(
    "value",
    `${left.name} takes ${left.input.frames} frames and ${used.name} ${used.input.frames}, so their masks cannot be compared on one clip. ${used.name} is shown alone.`,
  );
}

/** The list with an entry in the place of the one of the same id, or at the end. */
export function withEntry(models: readonly ModelEntry[], entry: ModelEntry): readonly ModelEntry[] {
  const known = models.some(({ id }) => id === entry.id);
  return known ? models.map((model) => (model.id === entry.id ? entry : model)) : [...models, entry];
}

/** The target by its name in the new model's classes, so that two models are compared on one class. */
function sameClass(name: string | null, card: ModelCard): number | null {
  const index = name === null ? -1 : card.classes.indexOf(name);
  return index === -1 ? null : index;
}
