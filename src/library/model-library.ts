/** What the page asks of the imported models that it keeps, wherever that is. `idb-library.ts` keeps them in this browser. */

/** What is known of a kept model without opening it. */
export interface KeptModel {
  /** Its card's id, a hash of its weights and settings. */
  readonly id: string;
  readonly name: string;
  /** Name of the file that it was imported from. */
  readonly fileName: string;
  /** Of all its files here. */
  readonly bytes: number;
  /** ISO 8601, UTC. */
  readonly keptAt: string;
}

/**
 * Imported models, each as the files of its folder: card, manifest and shards. Every method rejects with a LabError
 * "storage" that says why: the browser refuses storage, the disk is full, a later version holds the database.
 */
export interface ModelLibrary {
  /** Latest first; records that cannot be read are passed over. */
  list(): Promise<readonly KeptModel[]>;
  /** A model's files; null where it is not kept. */
  files(id: string): Promise<readonly File[] | null>;
  /** Keeps a model, in place of one of the same id. */
  put(model: KeptModel, files: readonly File[]): Promise<void>;
  /** Unknown ids are passed over. */
  remove(id: string): Promise<void>;
  clear(): Promise<void>;
}
