/** The history in a real IndexedDB, and when that refuses, is full or holds damaged records. */
import { deleteDB, openDB } from "idb";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { createSearchStore } from "../../../src/saved/searches/idb-searches.ts";
import type { SearchStore } from "../../../src/saved/searches/search-store.ts";
import { MOST_ORIGINAL_BYTES } from "../../../src/saved/searches/originals.ts";
import { fakeMeasured } from "../../support/page-harness/fake-measures.ts";
import { FAKE_CUT_OFF, fakeEntry } from "../../support/page-harness/fake-history.ts";
import { labError } from "../../support/lab-error.ts";

let count = 0;

/** An empty history for each test; a second store of the same name acts as another page. */
function emptyHistory(): { history: SearchStore; name: string } {
  const name = `history-test-${(count += 1)}`;
  onTestFinished(() => deleteDB(name));
  return { history: createSearchStore(name), name };
}

const file = (name: string, text: string) => new File([text], name, { lastModified: 7 });
const withOriginal = (n: number, key: string) => fakeEntry(n, { original: { key, range: [0, 1] } });
const ids = async (history: SearchStore) => (await history.list()).items.map(({ id }) => id);
const full = () => {
  throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
};

afterEach(() => vi.restoreAllMocks());

describe("a history", () => {
  test("lists saved entries, newest first, and returns each unchanged", async () => {
    const { history } = emptyHistory();
    expect(await history.list()).toEqual({ items: [], damaged: 0 }); // control
    for (const n of [1, 0, 2]) await history.put(fakeEntry(n));
    expect(await ids(history)).toEqual(["entry-0", "entry-1", "entry-2"]);
    expect(await history.get("entry-1")).toEqual({ ...fakeEntry(1), hasOriginal: false });
    expect(await history.get("entry-9")).toBeNull();
    await history.put(fakeEntry(1, { clipName: "another.mp4" }));
    expect((await history.get("entry-1"))?.clipName).toBe("another.mp4");
    expect(await ids(history)).toHaveLength(3);
  });

  test("saves faithfulness measurements; damaged ones are dropped, and the mask stays", async () => {
    const { history } = emptyHistory();
    const [result] = fakeEntry(0).results;
    const measured = fakeMeasured();
    await history.put(fakeEntry(0, { results: [{ ...result!, measured }] }));
    expect((await history.get("entry-0"))?.results[0]?.measured).toEqual(measured);
    const spoilt = [
      { ...measured, preset: "mine" as "default" },
      { ...measured, start: [true] },
    ];
    for (const damaged of spoilt) {
      await history.put(fakeEntry(0, { results: [{ ...result!, measured: damaged }] }));
      expect((await history.get("entry-0"))?.results[0]).toEqual({ ...result, measured: null });
    }
  });

  test("changes an existing entry, and does not restore a deleted one", async () => {
    const { history } = emptyHistory();
    await history.put(fakeEntry(0));
    const rename = (id: string) => history.update(id, (entry) => ({ ...entry, clipName: "renamed.mp4" }));
    await rename("entry-0");
    await rename("entry-1");
    expect(await history.get("entry-0")).toMatchObject({ ...fakeEntry(0), clipName: "renamed.mp4" });
    expect(await ids(history)).toEqual(["entry-0"]);
  });

  test("outlives the page that wrote it", async () => {
    const { history, name } = emptyHistory();
    await history.put(fakeEntry(0));
    expect(await ids(createSearchStore(name))).toEqual(["entry-0"]);
  });

  test("notifies other pages of a change", async () => {
    const { history, name } = emptyHistory();
    const told = vi.fn();
    onTestFinished(createSearchStore(name).watch(told));
    await history.put(fakeEntry(0));
    await expect.poll(() => told.mock.calls.length).toBe(1);
  });

  test("undoes a deletion completely, with the clip's own files", async () => {
    const { history } = emptyHistory();
    await history.put(withOriginal(0, "a"));
    await history.put(withOriginal(1, "a"));
    await history.put(fakeEntry(2));
    await history.saveOriginal({ key: "a", files: [file("a.mp4", "bytes of a")], usedAt: "2026" });
    expect((await history.get("entry-0"))?.hasOriginal).toBe(true);

    // The other entry still needs the file.
    const first = await history.remove(["entry-0", "unknown"]);
    expect(first.entries.map(({ id }) => id)).toEqual(["entry-0"]);
    expect(await history.original("a")).toHaveLength(1);
    const second = await history.remove(["entry-1"]);
    expect(await history.original("a")).toBeNull();
    expect(await ids(history)).toEqual(["entry-2"]);

    await history.restore(second);
    expect(await ids(history)).toEqual(["entry-1", "entry-2"]);
    const [kept] = (await history.original("a")) ?? [];
    expect([kept?.name, kept?.lastModified, await kept?.text()]).toEqual(["a.mp4", 7, "bytes of a"]);
  });

  test("saves no files over the limit, and reports the size of those it saves", async () => {
    const { history } = emptyHistory();
    await history.put(withOriginal(0, "large"));
    const large = { name: "large.mp4", size: MOST_ORIGINAL_BYTES + 1, lastModified: 0 } as File;
    await history.saveOriginal({ key: "large", files: [large], usedAt: "2026" });
    expect(await history.original("large")).toBeNull();
    expect((await history.get("entry-0"))?.hasOriginal).toBe(false);
    await history.saveOriginal({ key: "small", files: [file("s.mp4", "12345")], usedAt: "2026" });
    const { entries, originals } = await history.size();
    expect(originals).toBe(5);
    expect(entries).toBe(JSON.stringify(withOriginal(0, "large")).length);
  });

  test("records running searches, one per page, until they end", async () => {
    const { history } = emptyHistory();
    await history.savePending(FAKE_CUT_OFF);
    await history.savePending({ ...FAKE_CUT_OFF, step: 121 });
    expect(await history.pending()).toEqual([{ ...FAKE_CUT_OFF, step: 121 }]);
    await history.dropPending(FAKE_CUT_OFF.pageId);
    expect(await history.pending()).toEqual([]);
  });

  test("is empty after it was cleared", async () => {
    const { history } = emptyHistory();
    await history.put(withOriginal(0, "a"));
    await history.saveOriginal({ key: "a", files: [file("a.mp4", "a")], usedAt: "2026" });
    await history.savePending(FAKE_CUT_OFF);
    await history.clear();
    expect(await ids(history)).toEqual([]);
    expect(await history.size()).toEqual({ entries: 0, originals: 0 });
    expect(await history.pending()).toEqual([]);
  });
});

describe("when things go wrong", () => {
  test("damaged entries are skipped, counted, and can be removed", async () => {
    const { history, name } = emptyHistory();
    await history.put(fakeEntry(0));
    const raw = await openDB(name);
    await raw.put("entries", { id: "no-time" });
    await raw.put("entries", { ...fakeEntry(1), results: [{ mask: "?" }] });
    await raw.put("entries", { ...fakeEntry(2), thumbnail: "https://elsewhere.example/x.webp" });
    await raw.put("pending", { pageId: "x", link: 3 });
    raw.close();
    expect((await history.list()).damaged).toBe(3);
    expect(await ids(history)).toEqual(["entry-0"]);
    expect(await history.get("no-time")).toBeNull();
    expect(await history.pending()).toEqual([]);
    await history.removeDamaged();
    expect(await history.list()).toMatchObject({ items: [{ id: "entry-0" }], damaged: 0 });
  });

  test("a refusal to open, as in a private window, is reported with its reason, and can be retried", async () => {
    const { history } = emptyHistory();
    const open = vi.spyOn(IDBFactory.prototype, "open").mockImplementation(() => {
      throw new DOMException("storage is off", "SecurityError");
    });
    await expect(history.list()).rejects.toEqual(labError("storage", ["storage is off", "private window"]));
    await expect(history.put(fakeEntry(0))).rejects.toEqual(labError("storage", []));
    open.mockRestore();
    await history.put(fakeEntry(0));
    expect(await ids(history)).toEqual(["entry-0"]);
  });

  test("on a full disk an entry replaces saved files, those unused for longest first", async () => {
    const { history } = emptyHistory();
    for (const [n, key] of ["old", "new"].entries()) {
      await history.put(withOriginal(n, key));
      await history.saveOriginal({ key, files: [file(`${key}.mp4`, key)], usedAt: `202${n}` });
    }
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementationOnce(full);
    await history.put(fakeEntry(5));
    expect(await ids(history)).toEqual(["entry-0", "entry-1", "entry-5"]);
    expect([await history.original("old"), (await history.original("new"))?.length]).toEqual([null, 1]);
  });

  test("on a full disk with nothing to drop, the message says so, and nothing is lost", async () => {
    const { history } = emptyHistory();
    await history.put(fakeEntry(0));
    const put = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(full);
    await expect(history.put(fakeEntry(1))).rejects.toEqual(labError("storage", ["no disk space left"]));
    // A file that does not fit is no error: the link holds a small copy.
    await history.saveOriginal({ key: "a", files: [file("a.mp4", "a")], usedAt: "2026" });
    put.mockRestore();
    expect(await history.original("a")).toBeNull();
    expect(await ids(history)).toEqual(["entry-0"]);
  });

  test("a database of a later version is not changed", async () => {
    const { history, name } = emptyHistory();
    (await openDB(name, 99)).close();
    await expect(history.list()).rejects.toEqual(labError("storage", ["later version"]));
  });

  test("another page may delete the database under it", async () => {
    const { history, name } = emptyHistory();
    await history.put(fakeEntry(0));
    await deleteDB(name);
    expect(await ids(history)).toEqual([]);
    await history.put(fakeEntry(1));
    expect(await ids(history)).toEqual(["entry-1"]);
  });
});
