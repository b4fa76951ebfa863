/** What the page knows of what this browser keeps: finished searches, searches cut off, files for use without network. */
import type { PendingSearch } from "../saved/searches/entry.ts";
import type { ListedSearch, Removed } from "../saved/searches/search-store.ts";

/** The list of finished searches. */
export type HistoryState =
  /** Not asked for yet, or on its way. */
  | { readonly kind: "loading" }
  | {
      readonly kind: "ready";
      /** Newest first. */
      readonly items: readonly ListedSearch[];
      /** Entries that could not be read and are passed over. */
      readonly damaged: number;
      /** When the list was read, milliseconds since 1970: what "5 minutes ago" counts from. */
      readonly readAt: number;
    }
  | { readonly kind: "unavailable"; readonly reason: string };

/** What this browser stores for the page, in bytes. */
export interface StoredSizes {
  /** Whether the page's own files are stored, so that it opens without network. */
  readonly offline: boolean;
  /** Page, scripts and fonts. */
  readonly page: number;
  readonly models: number;
  /** Imported models. */
  readonly ownModels: number;
  readonly clips: number;
  /** Entries of the history, with pictures and links. */
  readonly history: number;
  /** Clips of the user's own that the history keeps. */
  readonly originals: number;
  /** The study with its clips and records. */
  readonly study: number;
  /** What the browser would let this site store in all; null where it does not say. */
  readonly quota: number | null;
}

/** The sizes, once measured. */
export type StoredState =
  | { readonly kind: "unknown" }
  | { readonly kind: "ready"; readonly sizes: StoredSizes }
  | { readonly kind: "failed"; readonly reason: string };

/** The part of the page's state that is about this browser's storage. */
export interface KeptState {
  readonly history: HistoryState;
  /** What the last deletion took out, until the next one or an undo. */
  readonly removed: Removed | null;
  /** Searches of pages that have gone before the search had ended, latest first. */
  readonly cutOff: readonly PendingSearch[];
  readonly stored: StoredState;
  /** Whether a later version of the page waits for a reload. */
  readonly updateReady: boolean;
}

/** Before anything has been read. */
export const NOTHING_KEPT: KeptState = {
  history: { kind: "loading" },
  removed: null,
  cutOff: [],
  stored: { kind: "unknown" },
  updateReady: false,
};
