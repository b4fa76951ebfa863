/**
 * The page's interface to saved imported models, independent of where they are. `idb-models.ts` saves them in this
 * browser.
 */

/** Facts about a saved model that need no file. */
export interface SavedModel {
  /** Id of its card: a hash of its weights and settings. */
  readonly id: string;
  readonly name: string;
  /** Name of the file that it was imported from. */
  readonly fileName: string;
  /** Size of all its files here, in bytes. */
  readonly bytes: number;
  /** Time when it was saved: ISO 8601, UTC. */
  readonly keptAt: string;
}

/**
 * Imported models, each as the files of its folder: card, manifest and shards. Every method rejects with a LabError
 * "storage" that gives the reason: the browser refuses storage, the disk is full, or a later version holds the
 * database.
 */
export interface ModelStore {
  /** Returns the models, latest first; records that cannot be read are skipped. */
  list(): Promise<readonly SavedModel[]>;
  /** Returns a model's files, or null if it is not saved. */
  files(id: string): Promise<readonly File[] | null>;
  /** Saves a model, replacing one with the same id. */
  put(model: SavedModel, files: readonly File[]): Promise<void>;
  /** Removes a model. Unknown ids are ignored. */
  remove(id: string): Promise<void>;
  clear(): Promise<void>;
}
