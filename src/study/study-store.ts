/** What the page asks of the study that it keeps, wherever that is. `idb-study.ts` keeps it in this browser. */
import type { ListedClip } from "./listed-clips.ts";
import type { StudyPlan } from "./plan.ts";
import type { StudyRecord } from "./record.ts";

/** A study as it is begun. */
export interface NewStudy {
  readonly plan: StudyPlan;
  readonly clips: readonly ListedClip[];
}

/** A study with the records that are there so far. */
export interface KeptStudy extends NewStudy {
  /** In no particular order; records that cannot be read are passed over, and their clips are explained again. */
  readonly records: readonly StudyRecord[];
}

/**
 * One study, until it is cleared or another one begins. Every method but those about claims rejects with a LabError
 * "storage" that says why: the browser refuses storage, the disk is full, a later version holds the database.
 */
export interface StudyStore {
  /** Null where none is kept, or where it cannot be read. */
  read(): Promise<KeptStudy | null>;
  /** Keeps a study, files included, in place of the one before. */
  begin(study: NewStudy): Promise<void>;
  /** Keeps a clip's record. */
  put(record: StudyRecord): Promise<void>;
  clear(): Promise<void>;
  /** Bytes that it takes, files included. */
  size(): Promise<number>;
  /**
   * Takes the study for this page until the answer is called or the page ends; null while another page has it.
   * Where the browser has no locks, every page gets it.
   */
  claim(): Promise<(() => void) | null>;
}
