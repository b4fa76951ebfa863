/** The page's interface to the saved searches, its history, wherever they are. `idb-searches.ts` saves them in this browser. */
import type { SavedSearch, PendingSearch } from "./entry.ts";

/** An entry, and whether its files are saved. */
export interface ListedSearch extends SavedSearch {
  /** True if the user's own files are saved. Without them, an uploaded clip is restored from its link. */
  readonly hasOriginal: boolean;
}

/** All saved entries. */
export interface SearchListing {
  /** Newest first. */
  readonly items: readonly ListedSearch[];
  /** Number of entries that could not be read and are skipped. */
  readonly damaged: number;
}

/** Everything that a deletion removed, so that it can be undone. */
export interface Removed {
  readonly entries: readonly SavedSearch[];
  readonly originals: readonly Original[];
}

/** A clip's own files, as the user chose them. */
export interface Original {
  readonly key: string;
  readonly files: readonly File[];
  /** Time when a search last used them: ISO 8601. */
  readonly usedAt: string;
}

/** Size of the history in bytes. */
export interface SearchesSize {
  /** Size of the entries, with their pictures and links, as text. */
  readonly entries: number;
  readonly originals: number;
}

/**
 * Finished and running searches. Every method rejects with a LabError "storage" that gives the reason: the browser
 * refuses storage, the disk is full, or another version of the page holds the database.
 */
export interface SearchStore {
  list(): Promise<SearchListing>;
  get(id: string): Promise<ListedSearch | null>;
  /** Saves an entry, replacing one with the same id; drops the oldest ones beyond `MOST_ENTRIES`. */
  put(entry: SavedSearch): Promise<void>;
  /**
   * Changes an entry in one transaction, so that an entry deleted by another page is not restored. Does nothing if it
   * is gone.
   */
  update(id: string, change: (entry: SavedSearch) => SavedSearch): Promise<void>;
  /** Saves a clip's own files if the budget and the disk allow it; otherwise saves nothing. */
  saveOriginal(original: Original): Promise<void>;
  /** Returns a clip's own files, or null if they are not saved. */
  original(key: string): Promise<readonly File[] | null>;
  /** Removes entries, and originals that nothing refers to any more. Unknown ids are ignored. */
  remove(ids: readonly string[]): Promise<Removed>;
  restore(removed: Removed): Promise<void>;
  /** Removes the entries that cannot be read. */
  removeDamaged(): Promise<void>;
  /** Removes everything, running searches included. */
  clear(): Promise<void>;
  size(): Promise<SearchesSize>;
  /** Saves a running search, replacing the last record of the same page. */
  savePending(search: PendingSearch): Promise<void>;
  dropPending(pageId: string): Promise<void>;
  /** Returns running searches, latest first, including those of other pages. */
  pending(): Promise<readonly PendingSearch[]>;
  /** Calls `onChange` when another page has changed something. Returns a function that stops watching. */
  watch(onChange: () => void): () => void;
}

/** Largest number of entries; more would be slow to read on every start. */
export const MOST_ENTRIES = 500;
