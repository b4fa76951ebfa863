/** Importing the user's own models: inspecting their files, asking for what these do not say, saving the models. */
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
    /** Answers the question; it stays on the page with the reason if the answers do not work. */
    answer: (answers: ImportAnswers) => answer(context, answers),

    /** Stops reading weights; if none are being read, drops the question. */
    cancel: () => {
      jobs.stop("import");
      const { importing } = get();
      const loading = importing.kind === "asking" && importing.loading !== null;
      set({ importing: loading ? { ...importing, loading: null } : { kind: "none" } });
      void takeFirst(context);
    },

    /** Deletes a saved model from this browser, and from the list unless it is in use. */
    remove: (id: string) => remove(context, id),
  };
}

/** Lists the models saved in this browser. If it cannot save any, there are none to list and nothing to report. */
export async function listSaved({ get, set, deps }: LabContext): Promise<void> {
  const saved = await deps.library.list().catch(() => []);
  const { models } = get();
  const listed = new Set(models.map(({ id }) => id));
  const entries = saved
    .filter(({ id }) => !listed.has(id))
    .map(({ id, name, fileName, bytes }): ModelEntry => ({
      id,
      name,
      card: null,
      source: { kind: "imported", fileName, bytes, saved: true },
    }));
  set({ models: [...models, ...entries] });
}

/**
 * Imports the files that the user chose or dropped: a model's folder at once, a checkpoint after asking for what it does
 * not say. If this fails and no model is in use yet, puts the first listed model to use.
 */
export async function importFiles(context: LabContext, files: readonly File[]): Promise<void> {
  if (files.some(({ name }) => name === "card.json")) await importFolder(context, files);
  else await inspect(context, files);
  await takeFirst(context);
}

/** Returns a name for one or more files. */
function nameOf(files: readonly File[]): string {
  return files.length === 1 ? files[0]!.name : `${files.length} files`;
}

async function importFolder(context: LabContext, files: readonly File[]): Promise<void> {
  const fileName = folderOf(files);
  await bringIn(context, { id: "(being imported)", name: nameOf(files) }, MAIN, async (signal, onStep) => {
    const options = { signal, onStep };
    const imported = await context.deps.lab.run("importModel", { files: [...files], answers: null }, options);
    return { card: imported.card, source: await save(context, imported, fileName) };
  });
}

/** Returns the name of the files' folder; if the browser does not say, that of the file that describes the model. */
function folderOf(files: readonly File[]): string {
  const [folder, file] = (files[0]?.webkitRelativePath ?? "").split("/");
  return file === undefined || folder === undefined || folder === "" ? "card.json" : folder;
}

async function inspect(context: LabContext, all: readonly File[]): Promise<void> {
  const { get, set, deps, jobs } = context;
  const names = all.length > 1 ? (all.find(isClassNames) ?? null) : null;
  const files = all.filter((file) => file !== names);
  const signal = jobs.start("import");
  set({ importing: { kind: "looking", name: nameOf(files) } });
  const inspected = await attempt(context, "weights", async () => {
    const inspection = await deps.lab.run("inspectModel", { files }, { signal });
    const { wanted, target } = waitingFor(get(), inspection.kind, inspection.classCount);
    set({
      importing: { kind: "asking", files, inspection, names, wanted, target, loading: null, problem: null },
    });
  });
  if (!inspected && !signal.aborted) set({ importing: { kind: "none" } });
}

/** Returns whether a file that was dropped with weights holds class names, judging by its own name. */
function isClassNames({ name }: File): boolean {
  return /\.(txt|csv)$/i.test(name) || (/\.json$/i.test(name) && /label|class|categor/i.test(name));
}

/** Returns what a link on the page says about a missing model of this kind and number of classes; nulls if none does. */
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
    const source = await save(context, imported, question.inspection.from);
    await place(context, { card: imported.card, source }, question);
  } catch (error) {
    // If it was stopped, the `cancel` action has already put the question back.
    if (!signal.aborted) show({ loading: null, problem: asLabError(error, "weights").message });
  }
}

/** Puts an imported model to use in the lanes whose link waits for it, else in the main lane. */
async function place(context: LabContext, arrived: Arrived, { wanted }: ImportQuestion): Promise<void> {
  const { get, set } = context;
  const { card, source } = arrived;
  const waiting = get()
    .lanes.filter(({ modelId }) => modelId === card.id)
    .map(({ id }) => id);
  const awaited = get().models.find(({ id }) => id === card.id)?.source.kind === "awaited";
  if (awaited && waiting.length > 0) return arriveAwaited(context, arrived, waiting);
  if (wanted === null || awaited) return takeImported(context, arrived);
  // Putting another model to use would drop the link's mask and scores, so only list it.
  set({ models: withEntry(get().models, { id: card.id, name: card.name, card, source }) });
  const text =
    `${card.name} is listed, but it is not the model that the link names: its weights or settings differ from those ` +
    `of “${wanted.fileName}”. The mask and scores stay as recorded. Choose ${card.name} under Model to use it.`;
  report(context, new LabError("link", text), "link");
}

/** Saves a model for the next visit and returns its source. If that fails, reports it; the model works for this visit. */
async function save(
  context: LabContext,
  { card, files }: ImportedModel,
  fileName: string,
): Promise<ModelEntry["source"]> {
  const { deps } = context;
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const keptAt = new Date(deps.now()).toISOString();
  const saved = await attempt(
    context,
    "storage",
    () => deps.library.put({ id: card.id, name: card.name, fileName, bytes, keptAt }, files),
    ({ message }) => {
      const text = `${message} ${card.name} can be used until the page is closed.`;
      report(context, new LabError("storage", text), "storage");
    },
  );
  return { kind: "imported", fileName, bytes, saved };
}

async function remove(context: LabContext, id: string): Promise<void> {
  const { get, set, deps } = context;
  const removed = await attempt(context, "storage", () => deps.library.remove(id));
  if (!removed) return;
  const used = get().lanes.some(({ modelId }) => modelId === id);
  const models = get().models.flatMap((model) => {
    if (model.id !== id || model.source.kind !== "imported") return [model];
    return used ? [{ ...model, source: { ...model.source, saved: false } }] : [];
  });
  set({ models });
}
