/** Studies: starting, pausing, taking up again, and looking at records of files. The engine is loaded when one is used. */
import { asLabError } from "../base/errors.ts";
import type { LabContext } from "./context.ts";
import { setStudy } from "./set-study.ts";
import { restingPhase, type StudyAsk } from "./study-state.ts";

/** What the page can ask about studies. What goes wrong is told in the state's `study`. */
export interface StudyActions {
  /** Reads the study that this browser keeps, once a visit; it is paused until somebody resumes it. */
  readonly read: () => Promise<void>;
  /** No longer offers the study that an earlier visit left. It stays on its page. */
  readonly dismissOffer: () => void;
  /** Prepares a study and runs it to its end, or until it is paused. */
  readonly start: (ask: StudyAsk) => Promise<void>;
  /** Gives up the clip under way; what is done stays. */
  readonly pause: () => void;
  readonly resume: () => Promise<void>;
  /** Drops the study with its records. */
  readonly discard: () => Promise<void>;
  /** Merges files of records with those opened before. */
  readonly openRecords: (files: readonly File[]) => Promise<void>;
  readonly closeRecords: () => void;
  readonly dismissRefusal: () => void;
}

/** Who only looks at one clip never loads it. */
const engine = () => import("./study-engine.ts");

/** The actions on a store's studies. */
export function studyActions(context: LabContext): StudyActions {
  const { get, jobs, deps } = context;
  const tell = (error: unknown) => {
    const told = asLabError(error, "value");
    setStudy(context, { preparing: null, refused: told.code === "cancelled" ? null : told.message });
  };
  return {
    async read() {
      if (get().study.read) return;
      // Where nothing can be read there is nothing to offer; starting a study says why it is not kept.
      const kept = await deps.studies.read().catch(() => null);
      const { read, preparing } = get().study;
      if (read || preparing !== null) return;
      const open = kept === null ? null : { ...kept, phase: restingPhase(kept), notKept: null };
      setStudy(context, { read: true, open, offered: open?.phase.kind === "paused" });
    },
    dismissOffer: () => setStudy(context, { offered: false }),
    start: (ask) =>
      engine()
        .then(({ startStudy }) => startStudy(context, ask))
        .catch(tell),
    pause: () => jobs.stop("study"),
    resume: () =>
      engine()
        .then(({ resumeStudy }) => resumeStudy(context))
        .catch(tell),
    discard: () =>
      engine()
        .then(({ discardStudy }) => discardStudy(context))
        .catch(tell),
    openRecords: (files) =>
      engine()
        .then(({ openRecords }) => openRecords(context, files))
        .catch(tell),
    closeRecords: () => setStudy(context, { records: null, refused: null }),
    dismissRefusal: () => setStudy(context, { refused: null }),
  };
}
