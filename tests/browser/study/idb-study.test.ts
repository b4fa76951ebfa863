/** A study in a real IndexedDB: what survives a reload, damaged records, and which page may run it. */
import { deleteDB, openDB } from "idb";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { createStudyStore } from "../../../src/study/idb-study.ts";
import { generatedClips, type ListedClip } from "../../../src/study/listed-clips.ts";
import type { StudyStore } from "../../../src/study/study-store.ts";
import { fakeCard } from "../../support/page-harness/fake-clients.ts";
import { fakePlan, fakeRecords } from "../../support/page-harness/fake-studies.ts";
import { labError } from "../../support/lab-error.ts";

const plan = fakePlan([fakeCard()]);
const records = fakeRecords(plan, 3);
const clips: readonly ListedClip[] = [
  ...generatedClips(2),
  {
    kind: "file",
    name: "mine.mp4",
    hash: "sha256:1",
    label: "up",
    eventS: [0.5, 1],
    file: new Blob(["bytes"]),
  },
];

let count = 0;

function emptyStore(): { store: StudyStore; name: string } {
  const name = `study-test-${(count += 1)}`;
  onTestFinished(() => deleteDB(name));
  return { store: createStudyStore(name), name };
}

afterEach(() => vi.restoreAllMocks());

test("plan, clips with their files, and records survive the page that wrote them", async () => {
  const { store, name } = emptyStore();
  expect(await store.read()).toBeNull(); // control
  await store.begin({ plan, clips });
  await store.put(records[0]!);
  await store.put(records[1]!);
  await store.put(records[1]!); // again: it counts once
  const kept = (await createStudyStore(name).read())!;
  expect(kept.plan).toEqual(plan);
  expect(kept.records).toEqual(records.slice(0, 2));
  expect(kept.clips.slice(0, 2)).toEqual(clips.slice(0, 2));
  expect(await store.size()).toBeGreaterThan("bytes".length + JSON.stringify(records[0]).length);
  const [, , mine] = kept.clips;
  expect(mine).toMatchObject({ name: "mine.mp4", hash: "sha256:1", label: "up", eventS: [0.5, 1] });
  expect(mine?.kind === "file" && (await mine.file.text())).toBe("bytes");
});

test("a new study replaces the previous one, files and records included; clearing leaves none", async () => {
  const { store, name } = emptyStore();
  await store.begin({ plan, clips });
  await store.put(records[0]!);
  await store.begin({ plan, clips: generatedClips(1) });
  expect(await store.read()).toEqual({ plan, clips: generatedClips(1), records: [] });
  const database = await openDB(name);
  expect(await database.count("files")).toBe(0);
  database.close();
  await store.clear();
  expect(await store.read()).toBeNull();
});

test("a damaged record is skipped, so its clip is explained again; a damaged study counts as none", async () => {
  const { store, name } = emptyStore();
  await store.begin({ plan, clips });
  for (const record of records) await store.put(record);
  const database = await openDB(name);
  await database.put("records", { ...records[1], results: "none" }, records[1]!.key);
  expect((await store.read())!.records.map(({ key }) => key)).toEqual([records[0]!.key, records[2]!.key]);
  await database.put("study", { plan, clips: [] }, "study");
  expect(await store.read()).toBeNull();
  database.close();
});

test("a full disk is reported, and no half of a study is saved", async () => {
  const { store } = emptyStore();
  await store.begin({ plan, clips: generatedClips(1) });
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  const full = labError("storage", ["Study: there is no disk space left"]);
  await expect(store.begin({ plan, clips })).rejects.toEqual(full);
  await expect(store.put(records[0]!)).rejects.toEqual(full);
  vi.restoreAllMocks();
  expect(await store.read()).toMatchObject({ clips: generatedClips(1) }); // the one before
});

describe("a claim", () => {
  test("belongs to one page at a time, until it is released", async () => {
    const { store, name } = emptyStore();
    const other = createStudyStore(name);
    const release = await store.claim();
    expect(release).not.toBeNull();
    expect(await other.claim()).toBeNull();
    release!();
    const next = await other.claim();
    expect(next).not.toBeNull();
    next!();
  });

  test("is given to every page if the browser has no locks", async () => {
    const { name } = emptyStore();
    const store = createStudyStore(name, null);
    expect(await store.claim()).not.toBeNull();
    expect(await store.claim()).not.toBeNull();
  });
});
