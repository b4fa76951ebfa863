/** Loading listed models and putting them to use in a lane. */
import { LabError, type LabErrorCode } from "../base/errors.ts";
import type { ModelCard } from "../models/card.ts";
import type { RunOptions } from "../worker/client.ts";
import type { LoadProgress } from "../worker/protocol.ts";
import { startBackend } from "./backend-actions.ts";
import { change } from "./change.ts";
import { predict } from "./clip-actions.ts";
import { addLane, classNamed, dropOthers, followMain } from "./comparison.ts";
import { attempt, report, type LabContext } from "./context.ts";
import { RECORDED } from "./dependencies.ts";
import { cardInUse, modelToAsk, targetName } from "./derived.ts";
import { MAIN, type Lane, type LaneId } from "./lab-state.ts";
import { laneOf, mainLane, otherLanes } from "./lanes.ts";
import { rescore } from "./mask-actions.ts";
import type { ModelEntry, ModelSource } from "./model-entry.ts";
import { withoutModel } from "./remembered.ts";
import { remember } from "./undo-steps.ts";

const WEIGHTS: LabErrorCode = "weights";

/** A model that has been loaded, and its source. */
export interface Arrived {
  readonly card: ModelCard;
  readonly source: ModelSource;
}

/** The actions on the models in use. */
export const modelActions = (context: LabContext) => {
  const { get, jobs } = context;
  return {
    chooseModel: (modelId: string) => takeModel(context, modelId),

    /** Stops loading a lane's next model; the one in use stays. */
    stopLoading: (id: LaneId) => {
      jobs.stopLane(id, "model");
      change(context, id, { modelJob: { kind: "idle" } });
      dropIfEmpty(context, id);
    },

    /** Compares the main lane with a second model on the same clip and class. */
    compareWithModel: async (modelId: string) => {
      const [second] = otherLanes(get());
      if (second?.compares !== "model") remember(context, "comparison");
      const id = second?.compares === "model" ? second.id : addLane(context, "model");
      await takeModel(context, modelId, id);
      dropIfEmpty(context, id);
    },

    /** Compares the main lane with another class of the same model, at first the most probable other one. */
    compareWithClass: () => {
      if (otherLanes(get())[0]?.compares === "class") return;
      remember(context, "comparison");
      addLane(context, "class");
      followMain(context);
    },

    /** Removes all lanes but the main one. */
    stopComparing: () => {
      if (otherLanes(get()).length === 0) return;
      remember(context, "comparison");
      dropOthers(context);
    },
  };
};

/** Removes a lane beside the main one if its first model could not be loaded. */
function dropIfEmpty(context: LabContext, id: LaneId): void {
  const lane = laneOf(context.get(), id);
  if (id !== MAIN && lane?.modelId === null && lane.modelJob.kind === "idle") dropOthers(context);
}

/**
 * Puts a listed model to use in a lane and loads it first if needed. The model in use stays until the new one has
 * loaded, and stays for good if that fails.
 */
export async function takeModel(context: LabContext, modelId: string, lane: LaneId = MAIN): Promise<void> {
  const entry = context.get().models.find((model) => model.id === modelId);
  if (entry === undefined) return;
  const { source } = entry;
  await bringIn(context, entry, lane, async (signal, onStep) => ({
    card: entry.card ?? (await loadCard(context, entry, { signal, onStep })),
    source,
  }));
}

/**
 * Loads a listed model into the worker.
 *
 * @throws {LabError} as the worker does; "weights" for an imported model that is no longer saved in this browser.
 */
export async function loadCard(
  { deps }: LabContext,
  { id, name, source }: ModelEntry,
  options: RunOptions<LoadProgress>,
): Promise<ModelCard> {
  if (source.kind !== "imported") return deps.lab.run("loadModel", { baseUrl: deps.modelUrl(id) }, options);
  const files = await deps.library.files(id);
  if (files === null) {
    const text = `${name}: it is no longer saved in this browser. Drop ${source.fileName} on the page again.`;
    throw new LabError("weights", text);
  }
  return (await deps.lab.run("importModel", { files: [...files], answers: null }, options)).card;
}

/** Puts the first listed model to use if none is in use, being loaded or being imported. */
export async function takeFirst(context: LabContext): Promise<void> {
  const { models, importing } = context.get();
  const { modelId, modelJob } = mainLane(context.get());
  const [first] = models;
  if (first === undefined || modelId !== null) return;
  if (modelJob.kind === "idle" && importing.kind === "none") await takeModel(context, first.id);
}

/** Puts a newly imported model to use in the main lane. */
export async function takeImported(context: LabContext, arrived: Arrived): Promise<void> {
  await bringIn(context, arrived.card, MAIN, () => Promise.resolve(arrived));
}

/** Puts a model that a link waits for to use in the lanes that name it, and checks the link's scores. */
export async function arriveAwaited(
  context: LabContext,
  arrived: Arrived,
  lanes: readonly LaneId[],
): Promise<void> {
  for (const id of lanes) {
    await bringIn(context, arrived.card, id, () => Promise.resolve(arrived));
    const check = laneOf(context.get(), id)?.linkCheck;
    if (check?.kind === "unchecked") change(context, id, { linkCheck: { ...check, kind: "checking" } });
    await rescore(context, id);
  }
}

/** Loads a model, shows the progress on the page, and puts the model to use in a lane. */
export async function bringIn(
  context: LabContext,
  entry: Pick<ModelEntry, "id" | "name">,
  lane: LaneId,
  load: (signal: AbortSignal, onStep: (step: LoadProgress) => void) => Promise<Arrived>,
): Promise<void> {
  const signal = context.jobs.start(`model:${lane}`);
  const { id, name } = entry;
  const showProgress = ({ loaded, total }: LoadProgress) =>
    change(context, lane, { modelJob: { kind: "loading", id, name, loaded, total } });
  showProgress({ loaded: 0, total: 0 });
  const arrived = await attempt(context, WEIGHTS, async () => {
    await startBackend(context);
    if (signal.aborted) throw new LabError("cancelled", `${name}: another model was chosen.`);
    adopt(context, await load(signal, showProgress), lane);
  });
  if (arrived) await predict(context, lane);
  else if (!signal.aborted) change(context, lane, { modelJob: { kind: "idle" } });
}

/** Adds the model to the list and puts it to use in the lane. */
function adopt(context: LabContext, { card, source }: Arrived, id: LaneId): void {
  const { get, set } = context;
  const lane = laneOf(get(), id);
  if (lane === null) return;
  const entry = { id: card.id, name: card.name, card, source };
  if (id !== MAIN) checkFrames(card, cardInUse(get()));
  // A model that a link names has been in use under its id since the link was opened; only its weights are new.
  const known = modelToAsk(get(), id)?.card ?? card;
  const arrives = lane.modelId === card.id && known === card;
  if (arrives) {
    set({ models: withEntry(get().models, entry) });
    change(context, id, { modelJob: { kind: "idle" } }, { changed: ["modelId"], keep: RECORDED });
  } else {
    putToUse(context, entry, lane);
  }
  dropUnequal(context, card, id);
  if (!arrives) followMain(context);
}

/** Replaces a lane's model by another; the target becomes the class of the same name. */
function putToUse(
  context: LabContext,
  entry: ModelEntry & { readonly card: ModelCard },
  { id, modelId }: Lane,
): void {
  const { get, set } = context;
  const { card } = entry;
  if (modelId !== null) remember(context, "choice of model");
  const known = get().models.some(({ id: listed, card: before }) => listed === card.id && before === card);
  if (!known) set({ findings: withoutModel(get(), card.id) });
  const name = targetName(get());
  set({ models: withEntry(get().models, entry) });
  change(
    context,
    id,
    {
      modelId: card.id,
      modelJob: { kind: "idle" },
      target: name === null ? null : classNamed(card, name),
    },
    { changed: ["modelId"] },
  );
  // Another model under the same id: clear what other lanes computed with the old one, but let them keep their class.
  for (const { id: other, modelId: used, target } of known ? [] : otherLanes(get())) {
    if (used === card.id && other !== id) change(context, other, { target }, { changed: ["modelId"] });
  }
}

/** Removes other models from the page if one takes another number of frames than the main one, and reports that. */
function dropUnequal(context: LabContext, card: ModelCard, id: LaneId): void {
  if (id !== MAIN) return;
  const unequal = otherLanes(context.get())
    .filter(({ compares }) => compares === "model")
    .map((lane) => cardInUse(context.get(), lane.id))
    .find((other) => other !== null && other.input.frames !== card.input.frames);
  if (unequal == null) return;
  dropOthers(context);
  report(context, unequalFrames(unequal, card), "value");
}

/** Throws a `LabError` "value" if a second model takes another number of frames than the main one. */
function checkFrames(card: ModelCard, main: ModelCard | null): void {
  if (main !== null && card.input.frames !== main.input.frames) throw unequalFrames(card, main);
}

function unequalFrames(left: ModelCard, used: ModelCard): LabError {
  return new LabError(
    "value",
    `${left.name} takes ${left.input.frames} frames and ${used.name} ${used.input.frames}, so their masks cannot be compared on one clip. ${used.name} is shown alone.`,
  );
}

/** Returns the list with an entry in place of the one with the same id, or at the end. */
export function withEntry(models: readonly ModelEntry[], entry: ModelEntry): readonly ModelEntry[] {
  const known = models.some(({ id }) => id === entry.id);
  return known ? models.map((model) => (model.id === entry.id ? entry : model)) : [...models, entry];
}
