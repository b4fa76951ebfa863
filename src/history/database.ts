/** The history's database: its stores, and the steps from each version to the next. */
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from "idb";
import { storageError } from "../base/storage-error.ts";
import type { Original } from "./history-store.ts";

/** Schema for writing; `entry.ts` checks what is read. */
export interface HistorySchema extends DBSchema {
  entries: { key: string; value: unknown; indexes: { savedAt: string } };
  originals: { key: string; value: Original };
  pending: { key: string; value: unknown };
}

/** All stores, for transactions that keep them consistent. */
export const ALL: StoreNames<HistorySchema>[] = ["entries", "originals", "pending"];

/** An open database. */
export type HistoryDatabase = IDBPDatabase<HistorySchema>;

/** A transaction over all stores. */
export type Change = IDBPTransaction<HistorySchema, StoreNames<HistorySchema>[], "readwrite">;

type Upgrade = IDBPTransaction<HistorySchema, StoreNames<HistorySchema>[], "versionchange">;
type Step = (database: HistoryDatabase, upgrade: Upgrade) => void;

/** Step n leads from version n to version n + 1. Never edit a step that has shipped; append a new one. */
const STEPS: readonly Step[] = [
  (database) => {
    database.createObjectStore("entries", { keyPath: "id" }).createIndex("savedAt", "savedAt");
    database.createObjectStore("originals", { keyPath: "key" });
    database.createObjectStore("pending", { keyPath: "pageId" });
  },
];

/**
 * Opens the database and upgrades an older one.
 *
 * @param onClosed  called when the browser, or a later version of the page in another tab, has closed it; open it
 *                  again when needed.
 * @throws {LabError} "storage", saying why it cannot be opened.
 */
export async function openDatabase(name: string, onClosed: () => void): Promise<HistoryDatabase> {
  try {
    const database = await openDB<HistorySchema>(name, STEPS.length, {
      upgrade(upgraded, from, _to, upgrade) {
        for (const step of STEPS.slice(from)) step(upgraded, upgrade);
      },
      // Another tab wants to upgrade or delete the database and would wait forever for an open connection.
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
