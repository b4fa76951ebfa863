/** Imported models in a real IndexedDB, and when that refuses, is full or holds damaged records. */
import { deleteDB, openDB } from "idb";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { createModelStore } from "../../../src/saved/models/idb-models.ts";
import type { SavedModel, ModelStore } from "../../../src/saved/models/model-store.ts";
import { labError } from "../../support/lab-error.ts";

let count = 0;

/** An empty library for each test. */
function emptyLibrary(): { library: ModelStore; name: string } {
  const name = `library-test-${(count += 1)}`;
  onTestFinished(() => deleteDB(name));
  return { library: createModelStore(name), name };
}

const model = (id: string, day: number): SavedModel => ({
  id,
  name: id.toUpperCase(),
  fileName: `${id}.pt`,
  bytes: 7,
  keptAt: `2026-03-0${day}T12:00:00.000Z`,
});
const file = (name: string, text: string) => new File([text], name);
const ids = async (library: ModelStore) => (await library.list()).map(({ id }) => id);

afterEach(() => vi.restoreAllMocks());

describe("a library", () => {
  test("lists saved models, latest first, and returns their files unchanged", async () => {
    const { library } = emptyLibrary();
    expect(await library.list()).toEqual([]); // control
    await library.put(model("a", 1), [file("card.json", "{}"), file("weights.bin", "12345")]);
    await library.put(model("b", 2), [file("card.json", "{}")]);
    expect(await library.list()).toEqual([model("b", 2), model("a", 1)]);
    const files = (await library.files("a"))!;
    expect(files.map(({ name }) => name)).toEqual(["card.json", "weights.bin"]);
    expect(await files[1]!.text()).toBe("12345");
    expect(await library.files("c")).toBeNull();
  });

  test("keeps only the last model with an id", async () => {
    const { library } = emptyLibrary();
    await library.put(model("a", 1), [file("card.json", "old")]);
    await library.put({ ...model("a", 3), name: "New" }, [file("card.json", "new")]);
    expect(await library.list()).toEqual([{ ...model("a", 3), name: "New" }]);
    expect(await (await library.files("a"))![0]!.text()).toBe("new");
  });

  test("outlives the page that wrote it", async () => {
    const { library, name } = emptyLibrary();
    await library.put(model("a", 1), [file("card.json", "{}")]);
    expect(await ids(createModelStore(name))).toEqual(["a"]);
  });

  test("removes one model, or all", async () => {
    const { library } = emptyLibrary();
    for (const id of ["a", "b", "c"]) await library.put(model(id, 1), [file("card.json", "{}")]);
    await library.remove("b");
    await library.remove("unknown");
    expect((await ids(library)).sort()).toEqual(["a", "c"]);
    expect(await library.files("b")).toBeNull();
    await library.clear();
    expect(await ids(library)).toEqual([]);
    expect(await library.files("a")).toBeNull();
  });

  test("skips records that cannot be read", async () => {
    const { library, name } = emptyLibrary();
    await library.put(model("a", 1), [file("card.json", "{}")]);
    const database = await openDB(name);
    await database.put("models", { id: "damaged", bytes: "many" });
    await database.put("files", ["no file"], "damaged");
    database.close();
    expect(await ids(library)).toEqual(["a"]);
    expect(await library.files("damaged")).toBeNull();
  });

  test("reports a full disk, and what to do", async () => {
    const { library } = emptyLibrary();
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    });
    await expect(library.put(model("a", 1), [file("card.json", "{}")])).rejects.toEqual(
      labError("storage", ["Your models", "no disk space"]),
    );
  });

  test("reports a refusal by the browser, and tries again next time", async () => {
    const { library } = emptyLibrary();
    const refusal = vi.spyOn(indexedDB, "open").mockImplementation(() => {
      throw new DOMException("refused", "SecurityError");
    });
    await expect(library.list()).rejects.toEqual(labError("storage", ["Your models", "private window"]));
    refusal.mockRestore();
    expect(await library.list()).toEqual([]);
  });

  test("closes when its database is deleted, and opens it again afterwards", async () => {
    const { library, name } = emptyLibrary();
    await library.put(model("a", 1), [file("card.json", "{}")]);
    await deleteDB(name);
    expect(await ids(library)).toEqual([]);
  });
});
