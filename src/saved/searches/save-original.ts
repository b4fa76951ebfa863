/** Saves a clip's own files beside the entries, within the budget, and removes them. */
import { isFull } from "../../base/storage-error.ts";
import type { Change, SearchDatabase } from "./database.ts";
import { asEntry, asPending, type OriginalRef } from "./entry.ts";
import type { Original } from "./search-store.ts";
import { bytesOf, MOST_ORIGINAL_BYTES, toDrop } from "./originals.ts";

/**
 * Saves the files. If the budget requires it, other files are dropped, the longest unused first. Files over the limit
 * and a full disk leave the store unchanged: the link still holds a small copy of the clip.
 */
export async function saveOriginal(database: SearchDatabase, original: Original): Promise<void> {
  const { key, files, usedAt } = original;
  const bytes = bytesOf(files);
  if (bytes > MOST_ORIGINAL_BYTES) return;
  try {
    const change = database.transaction("originals", "readwrite");
    const saved = await change.store.getAll();
    const facts = saved.map((other) => ({ ...other, bytes: bytesOf(other.files) }));
    const dropped = toDrop(facts, { key, bytes, usedAt });
    await Promise.all(dropped.map((other) => change.store.delete(other)));
    await change.store.put({ key, files: [...files], usedAt });
    await change.done;
  } catch (error) {
    if (!isFull(error)) throw error;
  }
}

/** Removes the originals that no entry and no running search refers to, and returns them. */
export async function dropUnused(change: Change): Promise<Original[]> {
  const originals = change.objectStore("originals");
  const [saved, entries, pending] = await Promise.all([
    originals.getAll(),
    change.objectStore("entries").getAll(),
    change.objectStore("pending").getAll(),
  ]);
  const refs: (OriginalRef | null | undefined)[] = [
    ...entries.map((record) => asEntry(record)?.original),
    ...pending.map((record) => asPending(record)?.original),
  ];
  const used = new Set(refs.map((ref) => ref?.key));
  const unused = saved.filter(({ key }) => !used.has(key));
  await Promise.all(unused.map(({ key }) => originals.delete(key)));
  return unused;
}

/** Removes the files that were unused for longest; returns false if there are none. */
export async function dropOldest(database: SearchDatabase): Promise<boolean> {
  const saved = await database.getAll("originals");
  const [oldest] = saved.sort((a, b) => (a.usedAt < b.usedAt ? -1 : 1));
  if (oldest === undefined) return false;
  await database.delete("originals", oldest.key);
  return true;
}
