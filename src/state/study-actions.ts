/** Starting, pausing, resuming and discarding studies, and opening files of records. Loads the engine when needed. */
import { asLabError } from "../base/errors.ts";
import type { LabContext } from "./context.ts";
import { setStudy } from "./set-study.ts";
import { restingPhase, type StudyAsk } from "./study-state.ts";

/** Loads the engine with the first study; visits that look at single clips never need it. */
const engine = () => import("./study-engine.ts");

/** The actions on studies. Failures are reported in the state's `study`. */
export function studyActions(context: LabContext) {
  const { get, jobs, deps } = context;
  const refuse = (thrown: unknown) => {
    const { code, message } = asLabError(thrown, "value");
    setStudy(context, { preparing: null, refused: code === "cancelled" ? null : message });
  };
  return {
    /** Reads the study saved in this browser, once per visit. It stays paused until the user resumes it. */
    read: async () => {
      if (get().study.read) return;
      // Ignore failures here; starting a study says why it is not saved.
      const saved = await deps.studies.read().catch(() => null);
      const { read, preparing } = get().study;
      if (read || preparing !== null) return;
      const open = saved === null ? null : { ...saved, phase: restingPhase(saved), notSaved: null };
      setStudy(context, { read: true, open, offered: open?.phase.kind === "paused" });
    },

    /** Withdraws the offer to resume an earlier visit's study. The study stays on its page. */
    dismissOffer: () => setStudy(context, { offered: false }),

    /** Prepares a study and runs it to its end, or until it is paused. */
    start: (ask: StudyAsk) =>
      engine()
        .then(({ startStudy }) => startStudy(context, ask))
        .catch(refuse),

    /** Pauses the study: drops the clip in progress and keeps the finished ones. */
    pause: () => jobs.stop("study"),

    resume: () =>
      engine()
        .then(({ resumeStudy }) => resumeStudy(context))
        .catch(refuse),

    /** Discards the study and its records. */
    discard: () =>
      engine()
        .then(({ discardStudy }) => discardStudy(context))
        .catch(refuse),

    /** Opens files of records and merges them with those opened before. */
    openRecords: (files: readonly File[]) =>
      engine()
        .then(({ openRecords }) => openRecords(context, files))
        .catch(refuse),

    closeRecords: () => setStudy(context, { records: null, refused: null }),
    dismissRefusal: () => setStudy(context, { refused: null }),
  };
}
