/** Models of the user's own: looking into their files, asking what these do not say, keeping what was imported. */
import { asLabError, LabError } from "../base/errors.ts";
import type { ImportAnswers } from "../recognise/inspection.ts";
import type { ImportedModel, LoadProgress } from "../worker/protocol.ts";
import { attempt, report, type LabContext } from "./context.ts";
import { modelInUse } from "./derived.ts";
import type { ImportQuestion } from "./import-state.ts";
import { MAIN, type LabState } from "./lab-state.ts";
import type { ModelEntry } from "./model-entry.ts";
import { arriveAwaited, bringIn, takeFirst, takeImported, withEntry, type Arrived } from "./model-actions.ts";

/** The actions on imported models. */
export function importActions(context: LabContext) {
  const { get, set, jobs } = context;
  return {
    /** Answers what the files do not say; the question stays, with the reason, if the answers will not do. */
    answer: (answers: ImportAnswers) => answer(context, answers),

    /** Stops the reading of weights; asked again, drops the question. */
    cancel: () => {
      jobs.stop("import");
      const { importing } = get();
      const loading = importing.kind === "asking" && importing.loading !== null;
      set({ importing: loading ? { ...importing, loading: null } : { kind: "none" } });
      void takeFirst(context);
    },

    /** Removes a saved model; it goes from the list too unless it is in use. */
    remove: (id: string) => remove(context, id),
  };
}

/** Lists the models that this browser keeps. Where it keeps nothing there is nothing to list, and nobody need be told. */
export async function listSaved({ get, set, deps }: LabContext): Promise<void> {
  const kept = await deps.library.list().catch(() => []);
  const { models } = get();
  const listed = new Set(models.map(({ id }) => id));
  const entries = kept
    .filter(({ id }) => !listed.has(id))
    .map(({ id, name, fileName, bytes }): ModelEntry => ({
      id,
      name,
      card: null,
      source: { kind: "imported", fileName, bytes, kept: true },
    }));
  set({ models: [...models, ...entries] });
}

/**
 * Imports what the user chose or dropped: the files of a model's folder at once, a checkpoint after the questions that
 * it leaves open. Where nothing comes of it and there is no model yet, the first one of the list is taken.
 */
export async function importFiles(context: LabContext, files: readonly File[]): Promise<void> {
  if (files.some(({ name }) => name === "card.json")) await importFolder(context, files);
  else await look(context, files);
  await takeFirst(context);
}

/** What to call several files at once. */
function nameOf(files: readonly File[]): string {
  return files.length === 1 ? files[0]!.name : `${files.length} files`;
}

async function importFolder(context: LabContext, files: readonly File[]): Promise<void> {
  const fileName = folderOf(files);
  await bringIn(context, { id: "(being imported)", name: nameOf(files) }, MAIN, async (signal, onStep) => {
    const options = { signal, onStep };
    const imported = await context.deps.lab.run("importModel", { files: [...files], answers: null }, options);
    return { card: imported.card, source: await keep(context, imported, fileName) };
  });
}

/** The folder that the files lie in, where the browser says; else the file that describes the others. */
function folderOf(files: readonly File[]): string {
  const [folder, file] = (files[0]?.webkitRelativePath ?? "").split("/");
  return file === undefined || folder === undefined || folder === "" ? "card.json" : folder;
}

async function look(context: LabContext, all: readonly File[]): Promise<void> {
  const { get, set, deps, jobs } = context;
  const names = all.length > 1 ? (all.find(isClassNames) ?? null) : null;
  const files = all.filter((file) => file !== names);
  const signal = jobs.start("import");
  set({ importing: { kind: "looking", name: nameOf(files) } });
  const looked = await attempt(context, "weights", async () => {
    const inspection = await deps.lab.run("inspectModel", { files }, { signal });
    const { wanted, target } = waitingFor(get(), inspection.kind, inspection.classCount);
    set({
      importing: { kind: "asking", files, inspection, names, wanted, target, loading: null, problem: null },
    });
  });
  if (!looked && !signal.aborted) set({ importing: { kind: "none" } });
}

/** Whether a file that was dropped beside weights holds the names of classes. */
function isClassNames({ name }: File): boolean {
  return /\.(txt|csv)$/i.test(name) || (/\.json$/i.test(name) && /label|class|categor/i.test(name));
}

/** What a link on the page says of a model of this kind that is not here. */
function waitingFor(
  state: LabState,
  kind: string,
  classCount: number,
): Pick<ImportQuestion, "wanted" | "target"> {
  for (const { id, target } of state.lanes) {
    const source = modelInUse(state, id)?.source;
    if (source?.kind !== "awaited") continue;
    const { wanted } = source;
    if (wanted.settings.architecture.kind === kind && wanted.classCount === classCount)
      return { wanted, target };
  }
  return { wanted: null, target: null };
}

async function answer(context: LabContext, answers: ImportAnswers): Promise<void> {
  const { get, set, deps, jobs } = context;
  const { importing: question } = get();
  if (question.kind !== "asking" || question.loading !== null) return;
  const signal = jobs.start("import");
  const show = (part: Partial<ImportQuestion>) => set({ importing: { ...question, ...part } });
  const onStep = (loading: LoadProgress) => show({ loading, problem: null });
  onStep({ loaded: 0, total: 0 });
  try {
    const ask = { files: [...question.files], answers };
    const imported = await deps.lab.run("importModel", ask, { signal, onStep });
    if (signal.aborted) return;
    set({ importing: { kind: "none" } });
    const source = await keep(context, imported, question.inspection.from);
    await place(context, { card: imported.card, source }, question);
  } catch (error) {
    // Whoever stopped it has put the question back already.
    if (!signal.aborted) show({ loading: null, problem: asLabError(error, "weights").message });
  }
}

/** Puts an imported model where it belongs: where a link waits for it, else into the main lane. */
async function place(context: LabContext, arrived: Arrived, { wanted }: ImportQuestion): Promise<void> {
  const { get, set } = context;
  const { card, source } = arrived;
  const waiting = get()
    .lanes.filter(({ modelId }) => modelId === card.id)
    .map(({ id }) => id);
  const awaited = get().models.find(({ id }) => id === card.id)?.source.kind === "awaited";
  if (awaited && waiting.length > 0) return arriveAwaited(context, arrived, waiting);
  if (wanted === null || awaited) return takeImported(context, arrived);
  // The link's mask and scores would be lost to a model that they are not of.
  set({ models: withEntry(get().models, { id: card.id, name: card.name, card, source }) });
  const text =
    `${card.name} is listed, but it is not the model that the link names: its weights or its settings differ from ` +
    `those of “${wanted.fileName}” there. The mask and scores stay as recorded. Choose ${card.name} under Model to use it.`;
  report(context, new LabError("link", text), "link");
}

/** Keeps a model for the next visit. Where that fails it is told, and the model serves for this one. */
async function keep(
  context: LabContext,
  { card, files }: ImportedModel,
  fileName: string,
): Promise<ModelEntry["source"]> {
  const { deps } = context;
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const keptAt = new Date(deps.now()).toISOString();
  const kept = await attempt(
    context,
    "storage",
    () => deps.library.put({ id: card.id, name: card.name, fileName, bytes, keptAt }, files),
    ({ message }) => {
      const text = `${message} ${card.name} can be used until the page is closed.`;
      report(context, new LabError("storage", text), "storage");
    },
  );
  return { kind: "imported", fileName, bytes, kept };
}

async function remove(context: LabContext, id: string): Promise<void> {
  const { get, set, deps } = context;
  const removed = await attempt(context, "storage", () => deps.library.remove(id));
  if (!removed) return;
  const used = get().lanes.some(({ modelId }) => modelId === id);
  const models = get().models.flatMap((model) => {
    if (model.id !== id || model.source.kind !== "imported") return [model];
    return used ? [{ ...model, source: { ...model.source, kept: false } }] : [];
  });
  set({ models });
}
