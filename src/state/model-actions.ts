/** Loading a model, bundled or from the user's files, and putting it to use in a lane. */
import { LabError, type LabErrorCode } from "../base/errors.ts";
import type { ModelCard } from "../models/card.ts";
import type { LoadProgress } from "../worker/protocol.ts";
import { predict } from "./clip-actions.ts";
import { attempt, report, type LabContext } from "./context.ts";
import { startBackend } from "./backend-actions.ts";
import { cardInUse, targetName } from "./derived.ts";
import { EMPTY_LANE, type LaneName, type ModelEntry } from "./lab-state.ts";
import { laneOf, setLane } from "./lanes.ts";
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

/**
 * Puts a listed model to use, loading it first where needed. The model in use stays until the new one is there,
 * and stays for good when that one cannot be loaded.
 */
export async function takeModel(context: LabContext, id: string, options: TakeOptions = {}): Promise<void> {
  const entry = context.get().models.find((model) => model.id === id);
  if (entry === undefined) return;
  await bringIn(context, entry, options, (signal, onStep) =>
    entry.card === null
      ? context.deps.lab.run("loadModel", { baseUrl: context.deps.modelUrl(id) }, { signal, onStep })
      : Promise.resolve(entry.card),
  );
}

/**
 * Loads a model from files that the user chose, lists it and puts it to use in the main lane. Where that fails and
 * there is no model yet, the first one of the list is taken.
 */
export async function importModel(context: LabContext, files: readonly File[]): Promise<void> {
  const name = files.length === 1 ? files[0]!.name : `${files.length} files`;
  const entry: ModelEntry = { id: "(being imported)", name, card: null, imported: true };
  await bringIn(context, entry, {}, (signal, onStep) =>
    context.deps.lab.run("importModel", { files: [...files] }, { signal, onStep }),
  );
  const { modelId, modelJob, models } = context.get();
  if (modelId === null && modelJob.kind === "idle") await takeModel(context, models[0]!.id);
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
  jobs.stopLane("second", "model", "classify", "search", "score", "cam");
  set({ second: null });
}

async function bringIn(
  context: LabContext,
  entry: ModelEntry,
  options: TakeOptions,
  load: (signal: AbortSignal, onStep: (step: LoadProgress) => void) => Promise<ModelCard>,
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
    adopt(context, await load(signal, showProgress), entry.imported, options);
  });
  if (arrived) await predict(context, lane);
  else if (!signal.aborted) setLane(context, lane, { modelJob: { kind: "idle" } });
}

/** Lists the model under its card and makes it the one in use in its lane. */
function adopt(
  context: LabContext,
  card: ModelCard,
  imported: boolean,
  { lane = "main", keepExplanation = false }: TakeOptions,
): void {
  const { get, set, jobs } = context;
  const other = cardInUse(get(), lane === "main" ? "second" : "main");
  if (lane === "second" && other !== null) checkFrames(card, other);
  jobs.stopLane(lane, "classify", "cam");
  if (!keepExplanation) {
    jobs.stopLane(lane, "search", "score");
    if (laneOf(get(), lane)?.modelId != null) remember(context, "choice of model");
  }
  const known = get().models.some(({ id, card: before }) => id === card.id && before === card);
  if (!known) set({ findings: withoutModel(get(), card.id) });
  const target = sameClass(targetName(get()), card);
  set({ models: withEntry(get().models, { id: card.id, name: card.name, card, imported }) });
  setLane(context, lane, {
    modelId: card.id,
    modelJob: { kind: "idle" },
    predictions: { kind: "none" },
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

function withEntry(models: readonly ModelEntry[], entry: ModelEntry): readonly ModelEntry[] {
  const known = models.some(({ id }) => id === entry.id);
  return known ? models.map((model) => (model.id === entry.id ? entry : model)) : [...models, entry];
}

/** The target by its name in the new model's classes, so that two models are compared on one class. */
function sameClass(name: string | null, card: ModelCard): number | null {
  const index = name === null ? -1 : card.classes.indexOf(name);
  return index === -1 ? null : index;
}
