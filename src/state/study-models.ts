/** Loads the models of a study into the lab's worker and hashes the files that determine their predictions. */
import { LabError } from "../base/errors.ts";
import { modelHash } from "../study/hashes.ts";
import type { ModelInStudy } from "../study/plan.ts";
import { startBackend } from "./backend-actions.ts";
import type { LabContext } from "./context.ts";
import { loadCard, withEntry } from "./model-actions.ts";
import type { ModelEntry } from "./model-entry.ts";
import { setStudy } from "./set-study.ts";

/**
 * Loads listed models in the given order.
 *
 * @throws {LabError} "value" for a model that is not on this page; as `loadCard` does; "cancelled" after an abort.
 */
export async function studyModels(
  context: LabContext,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<readonly ModelInStudy[]> {
  const { get, set } = context;
  const models: ModelInStudy[] = [];
  await startBackend(context);
  for (const id of ids) {
    const entry = get().models.find((model) => model.id === id);
    if (entry === undefined || entry.source.kind === "awaited") {
      throw new LabError("value", `The model “${id}” is not on this page. Load it in the lab first.`);
    }
    setStudy(context, { preparing: `Loading ${entry.name}` });
    const card = entry.card ?? (await loadCard(context, entry, { signal }));
    set({ models: withEntry(get().models, { ...entry, card }) });
    models.push({ card, hash: await hashOf(context, entry, signal) });
  }
  return models;
}

/**
 * Returns the hash of a model; null if its files cannot be read. Records without a hash merge only with others made in
 * this browser.
 */
async function hashOf(
  { deps }: LabContext,
  { id, source }: ModelEntry,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    if (source.kind === "bundled")
      return await modelHash((name) => deps.fetchBlob(deps.modelUrl(id) + name, signal), signal);
    const files = (await deps.library.files(id)) ?? [];
    return await modelHash((name) => {
      const file = files.find((each) => each.name === name);
      return file === undefined ? Promise.reject(new Error(`no ${name}`)) : Promise.resolve(file);
    }, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
}
