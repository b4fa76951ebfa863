/** What the page asks of the history, wherever it is kept. `idb-history.ts` keeps it in this browser. */
import type { HistoryEntry, PendingSearch } from "./entry.ts";

/** An entry with what the store knows of it. */
export interface HistoryItem extends HistoryEntry {
  /** Whether the user's own files are kept; without them an uploaded clip comes back as its link holds it. */
  readonly hasOriginal: boolean;
}

/** All that is kept. */
export interface HistoryListing {
  /** Newest first. */
  readonly items: readonly HistoryItem[];
  /** Entries that could not be read and are passed over. */
  readonly damaged: number;
}

/** What a deletion took out, to be put back whole. */
export interface Removed {
  readonly entries: readonly HistoryEntry[];
  readonly originals: readonly Original[];
}

/** A clip's own files, as the user chose them. */
export interface Original {
  readonly key: string;
  readonly files: readonly File[];
  /** When a search last used them: ISO 8601. */
  readonly usedAt: string;
}

/** Bytes that the history takes. */
export interface HistorySize {
  /** Entries with their pictures and links, as text. */
  readonly entries: number;
  readonly originals: number;
}

/**
 * Finished searches and those under way. Every method rejects with a LabError "storage" that says why:
 * the browser refuses storage, the disk is full, another version of the page holds the database.
 */
export interface HistoryStore {
  list(): Promise<HistoryListing>;
  get(id: string): Promise<HistoryItem | null>;
  /** Writes an entry over one of the same id; the oldest go when there are more than `MOST_ENTRIES`. */
  put(entry: HistoryEntry): Promise<void>;
  /** Changes an entry in one go, so that none that another page has deleted comes back; nothing where it is gone. */
  update(id: string, change: (entry: HistoryEntry) => HistoryEntry): Promise<void>;
  /** Keeps a clip's own files, as far as the budget and the disk allow; where they do not, nothing is kept. */
  keepOriginal(original: Original): Promise<void>;
  /** A clip's own files; null where they are not kept. */
  original(key: string): Promise<readonly File[] | null>;
  /** Takes entries out, with the originals that nothing refers to any more. Unknown ids are passed over. */
  remove(ids: readonly string[]): Promise<Removed>;
  restore(removed: Removed): Promise<void>;
  /** Drops the entries that cannot be read. */
  removeDamaged(): Promise<void>;
  /** Empties all of it, searches under way included. */
  clear(): Promise<void>;
  size(): Promise<HistorySize>;
  /** Writes down a search under way, over the last record of the same page. */
  keepPending(search: PendingSearch): Promise<void>;
  dropPending(pageId: string): Promise<void>;
  /** Searches under way, latest first, those of other pages included. */
  pending(): Promise<readonly PendingSearch[]>;
  /** Calls when another page has changed something; gives the means to stop. */
  watch(onChange: () => void): () => void;
}

/** The history lists no more than this; more would be slow to read on every start. */
export const MOST_ENTRIES = 500;
