/** The page's study, saved in this browser's IndexedDB, one record per finished clip. Nothing leaves the machine. */
import type { DBSchema, IDBPDatabase } from "idb";
import * as v from "valibot";
import { text } from "../base/schema.ts";
import { savedDatabase, type Upgrade } from "../saved/database.ts";
import type { ListedClip } from "./listed-clips.ts";
import { planSchema } from "./plan.ts";
import { parseRecord, type StudyRecord } from "./record.ts";
import type { SavedStudy, NewStudy, StudyStore } from "./study-store.ts";

/** The database's stores. Their values are unknown, because everything that is read is checked. */
interface StudySchema extends DBSchema {
  /** Plan and clips, under `HEAD`. */
  study: { key: string; value: unknown };
  /** The user's files, by hash. */
  files: { key: string; value: unknown };
  /** Records, by clip key. */
  records: { key: string; value: unknown };
}

const HEAD = "study";
const ALL = ["study", "files", "records"] as const;
const UPGRADES: readonly Upgrade<StudySchema>[] = [
  (database) => {
    for (const store of ALL) database.createObjectStore(store);
  },
];

const eventS = v.optional(v.tuple([v.number(), v.number()]));
const label = v.optional(v.string());
const headSchema = v.object({
  plan: planSchema,
  clips: v.pipe(
    v.array(
      v.variant("kind", [
        v.object({ kind: v.literal("generated"), name: text, className: text, seed: v.number() }),
        v.object({
          kind: v.literal("bundled"),
          id: text,
          name: text,
          file: text,
          label,
          eventS,
          durationS: v.optional(v.number()),
          seed: v.optional(v.number()),
        }),
        v.object({ kind: v.literal("file"), name: text, hash: text, label, eventS }),
      ]),
    ),
    v.minLength(1),
  ),
});

/** Wait for a claim: after a reload, the old page may hold it a moment longer. */
const PATIENCE_MS = 2000;

/**
 * Returns the store with a name. Its database opens on first use, and again after it was closed.
 *
 * @param name   name of the database and of the lock.
 * @param locks  the browser's lock manager; null if it has none (on a page that is not served securely).
 */
export function createStudyStore(
  name: string,
  locks: LockManager | null = navigator.locks ?? null,
): StudyStore {
  const using = savedDatabase("Study", name, UPGRADES);

  return {
    read: () =>
      using(async (database) => {
        const head = v.safeParse(headSchema, await database.get("study", HEAD));
        if (!head.success) return null;
        const hashes = await database.getAllKeys("files");
        const blobs = await database.getAll("files");
        const files = new Map(hashes.map((hash, i) => [hash, blobs[i]]));
        const { plan } = head.output;
        const clips = head.output.clips.map((clip) => withFile(clip, files));
        const read = (await database.getAll("records")).map(asRecord);
        return { plan, clips, records: read.filter((record) => record !== null) } satisfies SavedStudy;
      }),
    begin: (study) => using((database) => begin(database, study)),
    put: (record) => using(async (database) => void (await database.put("records", record, record.key))),
    clear: () =>
      using(async (database) => {
        const change = database.transaction(ALL, "readwrite");
        await Promise.all([...ALL.map((store) => change.objectStore(store).clear()), change.done]);
      }),
    size: () =>
      using(async (database) => {
        const [records, files] = await Promise.all([database.getAll("records"), database.getAll("files")]);
        const bytes = files.map((file) => (file instanceof Blob ? file.size : 0));
        const texts = records.map((record) => JSON.stringify(record).length);
        return [...bytes, ...texts].reduce((sum, each) => sum + each, 0);
      }),
    claim: () => claim(locks, name),
  };
}

/** Saves the whole study or, if the disk is full, nothing: the previous study then stays. */
async function begin(database: IDBPDatabase<StudySchema>, { plan, clips }: NewStudy): Promise<void> {
  const change = database.transaction(ALL, "readwrite");
  try {
    for (const store of ALL) await change.objectStore(store).clear();
    for (const clip of clips) {
      if (clip.kind === "file") await change.objectStore("files").put(clip.file, clip.hash);
    }
    const plain = clips.map((clip) => (clip.kind === "file" ? { ...clip, file: undefined } : clip));
    await change.objectStore("study").put({ plan, clips: plain }, HEAD);
    await change.done;
  } catch (error) {
    // Ignore this rejection: the error thrown below already reports the abort.
    change.done.catch(() => undefined);
    if (change.error === null) change.abort();
    throw error;
  }
}

/** Returns the clip with its file. A missing file becomes an empty one, which gives an error when it is opened. */
function withFile(
  clip: v.InferOutput<typeof headSchema>["clips"][number],
  files: ReadonlyMap<string, unknown>,
): ListedClip {
  if (clip.kind !== "file") return clip;
  const file = files.get(clip.hash);
  return { ...clip, file: file instanceof Blob ? file : new Blob() };
}

/** Returns the record; null if it is damaged. */
function asRecord(value: unknown): StudyRecord | null {
  try {
    return parseRecord(value, "study");
  } catch {
    return null;
  }
}

async function claim(locks: LockManager | null, name: string): Promise<(() => void) | null> {
  if (locks === null) return () => undefined;
  return new Promise((resolve) => {
    locks
      .request(`${name}-running`, { signal: AbortSignal.timeout(PATIENCE_MS) }, () => {
        // The lock is held until `release` is called or the page ends.
        return new Promise<void>((release) => resolve(() => release()));
      })
      .catch(() => resolve(null));
  });
}
