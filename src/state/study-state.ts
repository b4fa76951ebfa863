/** The state of studies: this browser's study, and records opened from files. */
import { clipKey } from "../study/clips.ts";
import type { ListedClip } from "../study/listed-clips.ts";
import type { MergedStudy } from "../study/merge.ts";
import type { StudyPlan, StudyWish } from "../study/plan.ts";
import type { StudyRecord } from "../study/record.ts";
import type { StudyProgress } from "../study/run-study.ts";

/** The user's choices for a new study. */
export interface StudyAsk {
  /** Ids of one or two listed models. */
  readonly models: readonly string[];
  readonly clips:
    | { readonly kind: "bundled" }
    | { readonly kind: "generated"; readonly count: number }
    /** Clips, and optionally labels.json or labels.csv. */
    | { readonly kind: "files"; readonly files: readonly File[] };
  readonly wish: StudyWish;
}

/** The study of this browser. */
export interface OpenStudy {
  readonly plan: StudyPlan;
  readonly clips: readonly ListedClip[];
  /** Records in the order they were made; after a reload, in the order of their keys. */
  readonly records: readonly StudyRecord[];
  readonly phase:
    | {
        readonly kind: "running";
        readonly progress: StudyProgress | null;
        readonly secondsLeft: number | null;
      }
    /** `why` is null if the user paused it or closed the page. */
    | { readonly kind: "paused"; readonly why: string | null }
    | { readonly kind: "finished" };
  /** Why the study is not saved in this browser, so that a reload would lose it; null if it is saved. */
  readonly notSaved: string | null;
}

/** Records opened from files and merged. */
export interface OpenedRecords {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly merged: MergedStudy & { readonly plan: StudyPlan };
}

/** The study part of the state. */
export interface StudyState {
  /** Whether the study saved in this browser has been read. */
  readonly read: boolean;
  /** The preparation that is going on before a study runs, as a sentence without its full stop; null if none. */
  readonly preparing: string | null;
  readonly open: OpenStudy | null;
  readonly records: OpenedRecords | null;
  /** Whether the page still offers to resume an earlier visit's study. */
  readonly offered: boolean;
  /** Why the last action on studies failed; null if it did not. */
  readonly refused: string | null;
}

/** The state before any study has been read, started or opened. */
export const NOTHING_STUDIED: StudyState = {
  read: false,
  preparing: null,
  open: null,
  records: null,
  offered: false,
  refused: null,
};

/** Returns whether this page is preparing or running a study; requests of the lab then wait their turn. */
export function isStudying({ study }: { readonly study: StudyState }): boolean {
  return study.preparing !== null || study.open?.phase.kind === "running";
}

/** Returns the phase of a study that is not running: finished if every clip has a record, else paused. */
export function restingPhase(study: Pick<OpenStudy, "clips" | "records">): OpenStudy["phase"] {
  const { done, of } = studyCounts(study);
  return done < of ? { kind: "paused", why: null } : { kind: "finished" };
}

/** Returns how many clips of a study have a record, and how many there are; equal clips count once. */
export function studyCounts({ clips, records }: Pick<OpenStudy, "clips" | "records">): {
  readonly done: number;
  readonly of: number;
} {
  const done = new Set(records.map(({ key }) => key));
  const keys = new Set(clips.map(clipKey));
  return { done: [...keys].filter((key) => done.has(key)).length, of: keys.size };
}
