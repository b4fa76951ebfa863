/** The database of saved searches: its stores, and the steps from each version to the next. */
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from "idb";
import type { Upgrade } from "../database.ts";
import type { Original } from "./search-store.ts";

/** Schema for writing; `entry.ts` checks what is read. */
export interface SearchSchema extends DBSchema {
  entries: { key: string; value: unknown; indexes: { savedAt: string } };
  originals: { key: string; value: Original };
  pending: { key: string; value: unknown };
}

/** All stores, for transactions that keep them consistent. */
export const ALL: StoreNames<SearchSchema>[] = ["entries", "originals", "pending"];

/** An open database. */
export type SearchDatabase = IDBPDatabase<SearchSchema>;

/** A transaction over all stores. */
export type Change = IDBPTransaction<SearchSchema, StoreNames<SearchSchema>[], "readwrite">;

/** The steps that `savedDatabase` takes. */
export const UPGRADES: readonly Upgrade<SearchSchema>[] = [
  (database) => {
    database.createObjectStore("entries", { keyPath: "id" }).createIndex("savedAt", "savedAt");
    database.createObjectStore("originals", { keyPath: "key" });
    database.createObjectStore("pending", { keyPath: "pageId" });
  },
];
