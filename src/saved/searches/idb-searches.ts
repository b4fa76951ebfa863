/** Saved searches, the page's history, in this browser's IndexedDB. Nothing in it leaves the machine. */
import { isFull } from "../../base/storage-error.ts";
import { savedDatabase } from "../database.ts";
import { ALL, UPGRADES, type SearchDatabase } from "./database.ts";
import { asEntry, asPending, type SavedSearch } from "./entry.ts";
import { MOST_ENTRIES, type ListedSearch, type SearchStore } from "./search-store.ts";
import { dropOldest, dropUnused, saveOriginal } from "./save-original.ts";
import { bytesOf } from "./originals.ts";

/**
 * Creates the store of saved searches with a given name. The database is opened on first use, and again after it was closed.
 *
 * @param name  name of the database, and of the channel on which pages announce changes to each other.
 */
export function createSearchStore(name: string): SearchStore {
  const channel = new BroadcastChannel(name);
  const using = savedDatabase("History", name, UPGRADES);
  const changing = async <Answer>(work: (database: SearchDatabase) => Promise<Answer>): Promise<Answer> => {
    const answer = await using(work);
    channel.postMessage("changed");
    return answer;
  };

  return {
    list: () =>
      using(async (database) => {
        const [records, keys] = await Promise.all([
          database.getAllFromIndex("entries", "savedAt"),
          database.getAllKeys("originals"),
        ]);
        const entries = records.map(asEntry).filter((entry) => entry !== null);
        // A record without a time is missing from the index, so count all records.
        const damaged = (await database.count("entries")) - entries.length;
        const saved = new Set(keys);
        return { items: entries.reverse().map((entry) => asItem(entry, saved)), damaged };
      }),
    get: (id) =>
      using(async (database) => {
        const entry = asEntry(await database.get("entries", id));
        return entry === null ? null : asItem(entry, new Set(await database.getAllKeys("originals")));
      }),
    put: (entry) => changing((database) => putEntry(database, entry)),
    update: (id, change) =>
      changing(async (database) => {
        const writing = database.transaction("entries", "readwrite");
        const entry = asEntry(await writing.store.get(id));
        if (entry !== null) await writing.store.put(change(entry));
        await writing.done;
      }),
    saveOriginal: (original) => changing((database) => saveOriginal(database, original)),
    original: (key) => using(async (database) => (await database.get("originals", key))?.files ?? null),
    remove: (ids) =>
      changing(async (database) => {
        const change = database.transaction(ALL, "readwrite");
        const entries = change.objectStore("entries");
        const taken = (await Promise.all(ids.map((id) => entries.get(id)))).map(asEntry);
        await Promise.all(ids.map((id) => entries.delete(id)));
        const originals = await dropUnused(change);
        await change.done;
        return { entries: taken.filter((entry) => entry !== null), originals };
      }),
    restore: ({ entries, originals }) =>
      changing(async (database) => {
        for (const entry of entries) await putEntry(database, entry);
        for (const original of originals) await saveOriginal(database, original);
      }),
    removeDamaged: () =>
      changing(async (database) => {
        const change = database.transaction("entries", "readwrite");
        for await (const cursor of change.store) {
          if (asEntry(cursor.value) === null) await cursor.delete();
        }
        await change.done;
      }),
    clear: () =>
      changing(async (database) => {
        const change = database.transaction(ALL, "readwrite");
        await Promise.all(ALL.map((store) => change.objectStore(store).clear()));
        await change.done;
      }),
    size: () =>
      using(async (database) => {
        const [entries, originals] = await Promise.all([
          database.getAll("entries"),
          database.getAll("originals"),
        ]);
        return {
          entries: entries.reduce<number>((sum, entry) => sum + JSON.stringify(entry).length, 0),
          originals: originals.reduce((sum, { files }) => sum + bytesOf(files), 0),
        };
      }),
    savePending: (search) => using(async (database) => void (await database.put("pending", search))),
    dropPending: (pageId) =>
      changing(async (database) => {
        const change = database.transaction(ALL, "readwrite");
        await change.objectStore("pending").delete(pageId);
        await dropUnused(change);
        await change.done;
      }),
    pending: () =>
      using(async (database) => {
        const records = (await database.getAll("pending")).map(asPending);
        return records
          .filter((record) => record !== null)
          .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
      }),
    watch(onChange) {
      channel.addEventListener("message", onChange);
      return () => channel.removeEventListener("message", onChange);
    },
  };
}

function asItem(entry: SavedSearch, saved: ReadonlySet<string>): ListedSearch {
  return { ...entry, hasOriginal: entry.original !== null && saved.has(entry.original.key) };
}

/** Saves an entry. Entries matter more than files: if the disk is full, files are dropped one by one to make room. */
async function putEntry(database: SearchDatabase, entry: SavedSearch): Promise<void> {
  for (;;) {
    try {
      return await writeEntry(database, entry);
    } catch (error) {
      if (!isFull(error) || !(await dropOldest(database))) throw error;
    }
  }
}

async function writeEntry(database: SearchDatabase, entry: SavedSearch): Promise<void> {
  const change = database.transaction(ALL, "readwrite");
  const entries = change.objectStore("entries");
  await entries.put(entry);
  let over = (await entries.count()) - MOST_ENTRIES;
  for (let oldest = await entries.index("savedAt").openCursor(); over > 0 && oldest !== null; over--) {
    await oldest.delete();
    oldest = await oldest.continue();
  }
  await dropUnused(change);
  await change.done;
}
