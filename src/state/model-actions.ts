/** Loading a model, bundled or from the user's files, and putting it to use. */
import { LabError, type LabErrorCode } from "../base/errors.ts";
import type { ModelCard } from "../models/card.ts";
import type { LoadProgress } from "../worker/protocol.ts";
import { predict } from "./clip-actions.ts";
import { attempt, type LabContext } from "./context.ts";
import { startBackend } from "./backend-actions.ts";
import { cardInUse } from "./derived.ts";
import type { LabState, ModelEntry } from "./lab-state.ts";
import { explanationOf, withoutModel } from "./remembered.ts";

const WEIGHTS: LabErrorCode = "weights";

/**
 * Puts a listed model to use, loading it first where needed. The model in use stays until the new one is there,
 * and stays for good when that one cannot be loaded.
 *
 * @param keepExplanation  target, mask and scores came with the model, in a link.
 */
export async function takeModel(context: LabContext, id: string, keepExplanation = false): Promise<void> {
  const entry = context.get().models.find((model) => model.id === id);
  if (entry === undefined) return;
  await bringIn(context, entry, keepExplanation, (signal, onStep) =>
    entry.card === null
      ? context.deps.lab.run("loadModel", { baseUrl: context.deps.modelUrl(id) }, { signal, onStep })
      : Promise.resolve(entry.card),
  );
}

/** Loads a model from files that the user chose, lists it and puts it to use. */
export async function importModel(context: LabContext, files: readonly File[]): Promise<void> {
  const name = files.length === 1 ? files[0]!.name : `${files.length} files`;
  const entry: ModelEntry = { id: "(being imported)", name, card: null, imported: true };
  await bringIn(context, entry, false, (signal, onStep) =>
    context.deps.lab.run("importModel", { files: [...files] }, { signal, onStep }),
  );
}

async function bringIn(
  context: LabContext,
  entry: ModelEntry,
  keepExplanation: boolean,
  load: (signal: AbortSignal, onStep: (step: LoadProgress) => void) => Promise<ModelCard>,
): Promise<void> {
  const { set, jobs } = context;
  const signal = jobs.start("model");
  const { id, name } = entry;
  const showProgress = ({ loaded, total }: LoadProgress) =>
    set({ modelJob: { kind: "loading", id, name, loaded, total } });
  showProgress({ loaded: 0, total: 0 });
  const arrived = await attempt(context, WEIGHTS, async () => {
    await startBackend(context);
    if (signal.aborted) throw new LabError("cancelled", `${name}: another model was chosen.`);
    adopt(context, await load(signal, showProgress), entry.imported, keepExplanation);
  });
  if (arrived) await predict(context);
  else if (!signal.aborted) set({ modelJob: { kind: "idle" } });
}

/** Lists the model under its card and makes it the one in use. */
function adopt(context: LabContext, card: ModelCard, imported: boolean, keepExplanation: boolean): void {
  const { get, set, jobs } = context;
  jobs.stop("classify");
  if (!keepExplanation) jobs.stop("search", "score");
  const known = get().models.some(({ id, card: before }) => id === card.id && before === card);
  if (!known) set({ findings: withoutModel(get(), card.id) });
  const state = get();
  const target = sameClass(state, card);
  set({
    models: withEntry(state.models, { id: card.id, name: card.name, card, imported }),
    modelId: card.id,
    modelJob: { kind: "idle" },
    predictions: { kind: "none" },
    ...(keepExplanation ? {} : { ...explanationOf(state, card.id, target), target }),
  });
}

function withEntry(models: readonly ModelEntry[], entry: ModelEntry): readonly ModelEntry[] {
  const known = models.some(({ id }) => id === entry.id);
  return known ? models.map((model) => (model.id === entry.id ? entry : model)) : [...models, entry];
}

/** The target by its name in the new model's classes, so that two models are compared on one class. */
function sameClass(state: LabState, card: ModelCard): number | null {
  const name = state.target === null ? undefined : cardInUse(state)?.classes[state.target];
  const index = name === undefined ? -1 : card.classes.indexOf(name);
  return index === -1 ? null : index;
}
