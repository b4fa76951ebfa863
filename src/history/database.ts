/** The history's database: its stores, the way from each version to the next, and plain words for its failures. */
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from "idb";
import { LabError } from "../base/errors.ts";
import type { Original } from "./history-store.ts";

/** What is written; what is read is checked by `entry.ts`. */
export interface HistorySchema extends DBSchema {
  entries: { key: string; value: unknown; indexes: { savedAt: string } };
  originals: { key: string; value: Original };
  pending: { key: string; value: unknown };
}

/** Every store, for changes that keep them in step. */
export const ALL: StoreNames<HistorySchema>[] = ["entries", "originals", "pending"];

/** An open database. */
export type HistoryDatabase = IDBPDatabase<HistorySchema>;

/** A change that reaches all stores. */
export type Change = IDBPTransaction<HistorySchema, StoreNames<HistorySchema>[], "readwrite">;

type Upgrade = IDBPTransaction<HistorySchema, StoreNames<HistorySchema>[], "versionchange">;
type Step = (database: HistoryDatabase, upgrade: Upgrade) => void;

/** Step n leads from version n to version n + 1. Never edit a step that has shipped; add the next one. */
const STEPS: readonly Step[] = [
  (database) => {
    database.createObjectStore("entries", { keyPath: "id" }).createIndex("savedAt", "savedAt");
    database.createObjectStore("originals", { keyPath: "key" });
    database.createObjectStore("pending", { keyPath: "pageId" });
  },
];

/**
 * Opens the database, bringing an older one up to date.
 *
 * @param onClosed  the browser, or a later version of the page in another tab, has closed it: open it again when needed.
 * @throws {LabError} "storage" saying why it cannot be had.
 */
export async function openDatabase(name: string, onClosed: () => void): Promise<HistoryDatabase> {
  try {
    const database = await openDB<HistorySchema>(name, STEPS.length, {
      upgrade(upgraded, from, _to, upgrade) {
        for (const step of STEPS.slice(from)) step(upgraded, upgrade);
      },
      // Another tab wants to upgrade or delete it; whoever holds on would make that tab wait for ever.
      blocking() {
        database.close();
        onClosed();
      },
      terminated: onClosed,
    });
    return database;
  } catch (error) {
    throw storageError(error);
  }
}

/** Whether there was no room on the disk, or none left to this site. */
export function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === "QuotaExceededError";
}

/** A failure of the database as a message: what it means, and what to do. */
export function storageError(error: unknown): LabError {
  if (error instanceof LabError) return error;
  const name = error instanceof Error ? error.name : "";
  const message = error instanceof Error ? error.message : String(error);
  return new LabError("storage", wordsFor(name, message), { cause: error });
}

function wordsFor(name: string, message: string): string {
  switch (name) {
    case "QuotaExceededError":
      return "History: there is no room left for this page on the disk. Delete older searches, or free some space.";
    case "SecurityError":
    case "InvalidStateError":
    case "UnknownError":
    case "ReferenceError":
    case "TypeError":
      return (
        `History: this browser keeps nothing for this page (${message}). ` +
        "Open it outside a private window, or allow it to store data."
      );
    case "VersionError":
      return "History: it was written by a later version of this page. Reload the page to get that version.";
    default:
      return `History: the browser’s storage failed (${message}).`;
  }
}
