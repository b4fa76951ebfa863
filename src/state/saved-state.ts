/** The state of what this browser saves: finished searches, searches cut off, files for use without a network. */
import type { PendingSearch } from "../saved/searches/entry.ts";
import type { ListedSearch, Removed } from "../saved/searches/search-store.ts";

/** The list of finished searches. */
export type HistoryState =
  /** Not read yet, or being read. */
  | { readonly kind: "loading" }
  | {
      readonly kind: "ready";
      /** Newest first. */
      readonly items: readonly ListedSearch[];
      /** Number of entries that could not be read and are skipped. */
      readonly damaged: number;
      /** Time the list was read, in milliseconds since 1970; "5 minutes ago" counts from it. */
      readonly readAt: number;
    }
  | { readonly kind: "unavailable"; readonly reason: string };

/** Sizes of what this browser saves for the page, in bytes. */
export interface SavedSizes {
  /** Whether the page's own files are saved, so that it opens without a network. */
  readonly offline: boolean;
  /** The page itself: HTML, scripts and fonts. */
  readonly page: number;
  readonly models: number;
  /** Imported models. */
  readonly ownModels: number;
  readonly clips: number;
  /** Entries of the history, with pictures and links. */
  readonly history: number;
  /** The user's own clips that the history refers to. */
  readonly originals: number;
  /** The study with its clips and records. */
  readonly study: number;
  /** Largest total that the browser lets this site save; null if it does not say. */
  readonly quota: number | null;
}

/** The sizes, once measured. */
export type SavedSizesState =
  | { readonly kind: "unknown" }
  | { readonly kind: "ready"; readonly sizes: SavedSizes }
  | { readonly kind: "failed"; readonly reason: string };

/** The part of the state about what this browser saves. */
export interface SavedState {
  readonly history: HistoryState;
  /** What the last deletion removed, until the next deletion or an undo. */
  readonly removed: Removed | null;
  /** Searches that were still running when their page closed, latest first. */
  readonly cutOff: readonly PendingSearch[];
  readonly savedSizes: SavedSizesState;
  /** Whether a newer version of the page is ready and waits for a reload. */
  readonly updateReady: boolean;
}

/** The state before anything has been read. */
export const NOTHING_READ: SavedState = {
  history: { kind: "loading" },
  removed: null,
  cutOff: [],
  savedSizes: { kind: "unknown" },
  updateReady: false,
};
