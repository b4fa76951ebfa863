/** Loading a model of the list and putting it to use in a lane. */
import { LabError, type LabErrorCode } from "../base/errors.ts";
import type { ModelCard } from "../models/card.ts";
import type { RunOptions } from "../worker/client.ts";
import type { LoadProgress } from "../worker/protocol.ts";
import { startBackend } from "./backend-actions.ts";
import { change } from "./change.ts";
import { predict } from "./clip-actions.ts";
import { addLane, classNamed, dropOthers, followMain } from "./comparison.ts";
import { attempt, report, type LabContext } from "./context.ts";
import { EXCEPTIONS } from "./dependencies.ts";
import { cardInUse, modelToAsk, targetName } from "./derived.ts";
import { MAIN, type Lane, type LaneId } from "./lab-state.ts";
import { laneOf, mainLane, otherLanes } from "./lanes.ts";
import { rescore } from "./mask-actions.ts";
import type { ModelEntry, ModelSource } from "./model-entry.ts";
import { withoutModel } from "./remembered.ts";
import { remember } from "./undo-steps.ts";

const WEIGHTS: LabErrorCode = "weights";

/** A model that has come, and where from. */
export interface Arrived {
  readonly card: ModelCard;
  readonly source: ModelSource;
}

/** The actions on the models in use. */
export const modelActions = (context: LabContext) => {
  const { get, jobs } = context;
  return {
    chooseModel: (modelId: string) => takeModel(context, modelId),

    /** Stops the loading of a lane's next model; the one in use stays. */
    stopLoading: (id: LaneId) => {
      jobs.stopLane(id, "model");
      change(context, id, { modelJob: { kind: "idle" } });
      dropIfEmpty(context, id);
    },

    /** Sets a second model beside the main one, on the same clip and class. */
    compareWithModel: async (modelId: string) => {
      const [second] = otherLanes(get());
      if (second?.compares !== "model") remember(context, "comparison");
      const id = second?.compares === "model" ? second.id : addLane(context, "model");
      await takeModel(context, modelId, id);
      dropIfEmpty(context, id);
    },

    /** Sets another class beside the main one, explained by the same model: the most probable other one at first. */
    compareWithClass: () => {
      if (otherLanes(get())[0]?.compares === "class") return;
      remember(context, "comparison");
      addLane(context, "class");
      followMain(context);
    },

    /** Leaves the main lane alone on the page. */
    stopComparing: () => {
      if (otherLanes(get()).length === 0) return;
      remember(context, "comparison");
      dropOthers(context);
    },
  };
};

/** A lane whose model could not be loaded leaves no empty place behind. */
function dropIfEmpty(context: LabContext, id: LaneId): void {
  const lane = laneOf(context.get(), id);
  if (id !== MAIN && lane?.modelId === null && lane.modelJob.kind === "idle") dropOthers(context);
}

/**
 * Puts a listed model to use in a lane, loading it first if needed. The model in use stays until the new one is there,
 * and stays for good if that one cannot be loaded.
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

/** Takes the first model of the list if none is in use and none is being loaded. */
export async function takeFirst(context: LabContext): Promise<void> {
  const { models, importing } = context.get();
  const { modelId, modelJob } = mainLane(context.get());
  const [first] = models;
  if (first === undefined || modelId !== null) return;
  if (modelJob.kind === "idle" && importing.kind === "none") await takeModel(context, first.id);
}

/** Puts a model that has just been imported to use in the main lane. */
export async function takeImported(context: LabContext, arrived: Arrived): Promise<void> {
  await bringIn(context, arrived.card, MAIN, () => Promise.resolve(arrived));
}

/** Puts a model that links on the page have waited for in its place there, and checks what they say of it. */
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

/** Has a model loaded, with its progress on the page, and puts it to use in its lane. */
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

/** Lists the model under its card and makes it the one in use in its lane. */
function adopt(context: LabContext, { card, source }: Arrived, id: LaneId): void {
  const { get, set } = context;
  const lane = laneOf(get(), id);
  if (lane === null) return;
  const entry = { id: card.id, name: card.name, card, source };
  if (id !== MAIN) checkFrames(card, cardInUse(get()));
  // The model that a link names has been in use, by its id, since the link was opened: it only arrives.
  const known = modelToAsk(get(), id)?.card ?? card;
  const arrives = lane.modelId === card.id && known === card;
  if (arrives) {
    set({ models: withEntry(get().models, entry) });
    change(context, id, { modelJob: { kind: "idle" } }, { changed: ["modelId"], keep: EXCEPTIONS.recorded });
  } else {
    putToUse(context, entry, lane);
  }
  dropUnequal(context, card, id);
  if (!arrives) followMain(context);
}

/** Puts a model to use in place of another, with the class of the same name. */
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
  // Another model under the same id: what a lane beside this one computed with the old one goes, its class stays.
  for (const { id: other, modelId: used, target } of known ? [] : otherLanes(get())) {
    if (used === card.id && other !== id) change(context, other, { target }, { changed: ["modelId"] });
  }
}

/** Takes other models off the page that take another number of frames than the main one, and says so. */
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

/** @throws {LabError} "value" for a second model that takes another number of frames than the main one. */
function checkFrames(card: ModelCard, main: ModelCard | null): void {
  if (main !== null && card.input.frames !== main.input.frames) throw unequalFrames(card, main);
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
