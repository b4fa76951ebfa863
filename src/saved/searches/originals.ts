/** Decides which of the user's own files the history saves beside the links, and how many bytes of them. Pure. */

/** Size limit for one clip's files, in bytes. A larger clip is restored from its link, at about 160 px. */
export const MOST_ORIGINAL_BYTES = 50e6;
/** Size limit for all files together, in bytes. */
export const MOST_BYTES_SAVED = 250e6;

/** Facts that identify a file without reading it. */
export type FileFacts = Pick<File, "name" | "size" | "lastModified">;

/** One clip's files, as far as the budget is concerned. */
export interface SavedOriginal {
  readonly key: string;
  readonly bytes: number;
  /** Time when a search last used it: ISO 8601, so that text order is time order. */
  readonly usedAt: string;
}

/**
 * Returns a key for a clip's files. The same files get the same key, so ten searches on one clip save it once.
 *
 * @example
 * keyOfFiles([{ name: "a.mp4", size: 3, lastModified: 7 }]); // '[["a.mp4",3,7]]'
 */
export function keyOfFiles(files: readonly FileFacts[]): string {
  return JSON.stringify(files.map(({ name, size, lastModified }) => [name, size, lastModified]));
}

/** Returns the size of all files together, in bytes. */
export function bytesOf(files: readonly FileFacts[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

/**
 * Returns the keys to drop before another clip is saved: the longest unused first, and no more than the budget
 * requires.
 *
 * @param incoming  the clip about to be saved; it replaces one with the same key, which is not listed.
 *
 * @example
 * toDrop([{ key: "a", bytes: 6, usedAt: "2024" }], { key: "b", bytes: 6, usedAt: "2025" }, 10); // ["a"]
 */
export function toDrop(
  saved: readonly SavedOriginal[],
  incoming: SavedOriginal,
  budget = MOST_BYTES_SAVED,
): string[] {
  const others = saved
    .filter(({ key }) => key !== incoming.key)
    .sort((a, b) => (a.usedAt < b.usedAt ? -1 : 1));
  let bytes = others.reduce((sum, other) => sum + other.bytes, incoming.bytes);
  const dropped: string[] = [];
  for (const other of others) {
    if (bytes <= budget) break;
    dropped.push(other.key);
    bytes -= other.bytes;
  }
  return dropped;
}
