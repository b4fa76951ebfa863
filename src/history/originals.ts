/** Which of the user's own files the history keeps beside the links, and how many bytes of them. Pure. */

/** Most bytes of one clip's files; a longer clip comes back as the link holds it, at about 160 px. */
export const MOST_ORIGINAL_BYTES = 50e6;
/** Most bytes of all of them together. */
export const MOST_BYTES_KEPT = 250e6;

/** What tells one file from another without reading it. */
export type FileFacts = Pick<File, "name" | "size" | "lastModified">;

/** One clip's files, as far as the budget is concerned. */
export interface KeptOriginal {
  readonly key: string;
  readonly bytes: number;
  /** When a search last used it: ISO 8601, so that order of text is order of time. */
  readonly usedAt: string;
}

/** A name for a clip's files: the same for the same files, so that ten searches on one clip keep it once. */
export function keyOfFiles(files: readonly FileFacts[]): string {
  return JSON.stringify(files.map(({ name, size, lastModified }) => [name, size, lastModified]));
}

/** Bytes of all files together. */
export function bytesOf(files: readonly FileFacts[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

/**
 * Keys to drop before another clip is kept: the longest unused first, and no more than the budget asks for.
 *
 * @param incoming  the clip about to be kept; one of the same key makes way for it without being named here.
 */
export function toDrop(
  kept: readonly KeptOriginal[],
  incoming: KeptOriginal,
  budget = MOST_BYTES_KEPT,
): string[] {
  const others = kept
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
