/** The history's database: its stores, and the way from each version to the next. */
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from "idb";
import { storageError } from "../base/storage-error.ts";
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
    throw storageError("History", error);
  }
}
