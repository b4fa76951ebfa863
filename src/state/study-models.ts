/** The models of a study: loaded into the lab's worker, and named by a hash of what decides their answers. */
import { LabError } from "../base/errors.ts";
import { modelHash } from "../study/hashes.ts";
import type { ModelInStudy } from "../study/plan.ts";
import { startBackend } from "./backend-actions.ts";
import type { LabContext } from "./context.ts";
import { loadCard, withEntry } from "./model-actions.ts";
import type { ModelEntry } from "./model-entry.ts";
import { setStudy } from "./set-study.ts";

/**
 * Loads models of the list, in that order.
 *
 * @throws {LabError} "value" for one that is not in the list; as loading does; "cancelled" after an abort.
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
      throw new LabError("value", `The model “${id}” is not here. Load it in the lab first.`);
    }
    setStudy(context, { preparing: `Loading ${entry.name}` });
    const card = entry.card ?? (await loadCard(context, entry, { signal }));
    set({ models: withEntry(get().models, { ...entry, card }) });
    models.push({ card, hash: await hashOf(context, entry, signal) });
  }
  return models;
}

/** Null where the model's files are not to be had: its records then merge only with others made here. */
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
