/** The page's storage for its study. `idb-study.ts` implements it in this browser. */
import type { ListedClip } from "./listed-clips.ts";
import type { StudyPlan } from "./plan.ts";
import type { StudyRecord } from "./record.ts";

/** A study without records. */
export interface NewStudy {
  readonly plan: StudyPlan;
  readonly clips: readonly ListedClip[];
}

/** A saved study with its records so far. */
export interface SavedStudy extends NewStudy {
  /** Records, in no particular order. Damaged records are skipped, and their clips are explained again. */
  readonly records: readonly StudyRecord[];
}

/**
 * Saves one study, until it is cleared or replaced. Every method except `claim` rejects with a LabError "storage" that
 * gives the reason: the browser refuses storage, the disk is full, or a later version holds the database.
 */
export interface StudyStore {
  /** Returns the saved study; null if there is none or it cannot be read. */
  read(): Promise<SavedStudy | null>;
  /** Saves a study, files included, and replaces the previous one. */
  begin(study: NewStudy): Promise<void>;
  /** Saves a clip's record. */
  put(record: StudyRecord): Promise<void>;
  /** Deletes the saved study. */
  clear(): Promise<void>;
  /** Returns the size of the saved study in bytes, files included. */
  size(): Promise<number>;
  /**
   * Claims the study for this page and returns a function that releases it; the claim also ends with the page. Returns
   * null while another page has the claim. If the browser has no locks, every page gets it.
   */
  claim(): Promise<(() => void) | null>;
}
