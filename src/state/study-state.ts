/** What the page knows of studies: the one of this browser, and records that were opened to be looked at. */
import { clipKey } from "../study/clips.ts";
import type { ListedClip } from "../study/listed-clips.ts";
import type { MergedStudy } from "../study/merge.ts";
import type { StudyPlan, StudyWish } from "../study/plan.ts";
import type { StudyRecord } from "../study/record.ts";
import type { StudyProgress } from "../study/run-study.ts";

/** What a study is to be of. */
export interface StudyAsk {
  /** Ids of one or two models of the list. */
  readonly models: readonly string[];
  readonly clips:
    | { readonly kind: "bundled" }
    | { readonly kind: "generated"; readonly count: number }
    /** Clips, and labels.json or labels.csv beside them. */
    | { readonly kind: "files"; readonly files: readonly File[] };
  readonly wish: StudyWish;
}

/** A study of this browser's. */
export interface OpenStudy {
  readonly plan: StudyPlan;
  readonly clips: readonly ListedClip[];
  /** In the order in which they came; after a reload in that of their keys. */
  readonly records: readonly StudyRecord[];
  readonly phase:
    | {
        readonly kind: "running";
        readonly progress: StudyProgress | null;
        readonly secondsLeft: number | null;
      }
    /** `why` is null where the user has paused it, or closed the page. */
    | { readonly kind: "paused"; readonly why: string | null }
    | { readonly kind: "finished" };
  /** Why the browser does not keep it, so that a reload loses it; null where it does. */
  readonly notKept: string | null;
}

/** Records of files, merged to be looked at. */
export interface OpenedRecords {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly merged: MergedStudy & { readonly plan: StudyPlan };
}

/** The part of the page's state that is about studies. */
export interface StudyState {
  /** Whether what this browser keeps has been read. */
  readonly read: boolean;
  /** What is being done before a study can run, as a sentence without its full stop; null where nothing is. */
  readonly preparing: string | null;
  readonly open: OpenStudy | null;
  readonly records: OpenedRecords | null;
  /** Whether a study that an earlier visit left is still to be offered. */
  readonly offered: boolean;
  /** Why the last wish was refused; null where it was not. */
  readonly refused: string | null;
}

/** Before anything has been asked. */
export const NOTHING_STUDIED: StudyState = {
  read: false,
  preparing: null,
  open: null,
  records: null,
  offered: false,
  refused: null,
};

/** Whether a study is under way in this page, so that what the lab asks waits its turn. */
export function isStudying({ study }: { readonly study: StudyState }): boolean {
  return study.preparing !== null || study.open?.phase.kind === "running";
}

/** How a study stands that is not running. */
export function restingPhase(study: Pick<OpenStudy, "clips" | "records">): OpenStudy["phase"] {
  const { done, of } = studyCounts(study);
  return done < of ? { kind: "paused", why: null } : { kind: "finished" };
}

/** Clips of a study that have a record, and all of them; the same clip twice counts once. */
export function studyCounts({ clips, records }: Pick<OpenStudy, "clips" | "records">): {
  readonly done: number;
  readonly of: number;
} {
  const done = new Set(records.map(({ key }) => key));
  const keys = new Set(clips.map(clipKey));
  return { done: [...keys].filter((key) => done.has(key)).length, of: keys.size };
}
