/** Imported models in this browser's IndexedDB. Nothing in it leaves the machine. */
import { openDB, type DBSchema } from "idb";
import * as v from "valibot";
import { whenNeeded } from "../base/when-needed.ts";
import type { KeptModel, ModelLibrary } from "./model-library.ts";

/** Schema for writing; reads are checked. */
interface LibrarySchema extends DBSchema {
  models: { key: string; value: unknown };
  /** Stored apart from the models, so that listing them reads no files. */
  files: { key: string; value: unknown };
}

const text = v.pipe(v.string(), v.minLength(1));
const modelSchema = v.object({
  id: text,
  name: text,
  fileName: text,
  bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
  keptAt: v.pipe(v.string(), v.isoTimestamp()),
});
const filesSchema = v.pipe(v.array(v.file()), v.minLength(1));

const VERSION = 1;
const BOTH = ["models", "files"] as const;

/**
 * Creates the library with a given name. The database is opened on first use, and again after it was closed.
 *
 * @param name  name of the database.
 */
export function createLibrary(name: string): ModelLibrary {
  const using = whenNeeded("Your models", (onClosed) =>
    openDB<LibrarySchema>(name, VERSION, {
      upgrade(database) {
        database.createObjectStore("models", { keyPath: "id" });
        database.createObjectStore("files");
      },
      // Another tab wants to upgrade or delete the database and would wait forever for an open connection.
      blocking(_current, _blocked, event) {
        (event.target as IDBDatabase).close();
        onClosed();
      },
      terminated: onClosed,
    }),
  );

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
function asModel(record: unknown): KeptModel | null {
  const read = v.safeParse(modelSchema, record);
  return read.success ? read.output : null;
}
