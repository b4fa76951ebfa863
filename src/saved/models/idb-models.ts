/** Imported models in this browser's IndexedDB. Nothing in it leaves the machine. */
import type { DBSchema } from "idb";
import * as v from "valibot";
import { text, whole } from "../../base/schema.ts";
import { savedDatabase, type Upgrade } from "../database.ts";
import type { SavedModel, ModelStore } from "./model-store.ts";

/** Schema for writing; reads are checked. */
interface ModelSchema extends DBSchema {
  models: { key: string; value: unknown };
  /** Stored apart from the models, so that listing them reads no files. */
  files: { key: string; value: unknown };
}

const modelSchema = v.object({
  id: text,
  name: text,
  fileName: text,
  bytes: whole,
  keptAt: v.pipe(v.string(), v.isoTimestamp()),
});
const filesSchema = v.pipe(v.array(v.file()), v.minLength(1));

const UPGRADES: readonly Upgrade<ModelSchema>[] = [
  (database) => {
    database.createObjectStore("models", { keyPath: "id" });
    database.createObjectStore("files");
  },
];
const BOTH = ["models", "files"] as const;

/**
 * Creates the store of saved models with a given name. The database is opened on first use, and again after it was closed.
 *
 * @param name  name of the database.
 */
export function createModelStore(name: string): ModelStore {
  const using = savedDatabase("Your models", name, UPGRADES);

  return {
    list: () =>
      using(async (database) => {
        const models = (await database.getAll("models")).map(asModel).filter((model) => model !== null);
        return models.sort((a, b) => (a.keptAt < b.keptAt ? 1 : -1));
      }),
    files: (id) =>
      using(async (database) => {
        const read = v.safeParse(filesSchema, await database.get("files", id));
        return read.success ? read.output : null;
      }),
    put: (model, files) =>
      using(async (database) => {
        const change = database.transaction(BOTH, "readwrite");
        await Promise.all([
          change.objectStore("models").put(model),
          change.objectStore("files").put([...files], model.id),
          change.done,
        ]);
      }),
    remove: (id) =>
      using(async (database) => {
        const change = database.transaction(BOTH, "readwrite");
        await Promise.all([...BOTH.map((store) => change.objectStore(store).delete(id)), change.done]);
      }),
    clear: () =>
      using(async (database) => {
        const change = database.transaction(BOTH, "readwrite");
        await Promise.all([...BOTH.map((store) => change.objectStore(store).clear()), change.done]);
      }),
  };
}

/** Returns the record as a saved model, or null if it is damaged. */
function asModel(record: unknown): SavedModel | null {
  const read = v.safeParse(modelSchema, record);
  return read.success ? read.output : null;
}
