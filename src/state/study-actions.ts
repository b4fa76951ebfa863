/** Studies: starting, pausing, taking up again, and looking at records of files. The engine is loaded when one is used. */
import { asLabError } from "../base/errors.ts";
import type { LabContext } from "./context.ts";
import { setStudy } from "./set-study.ts";
import { restingPhase, type StudyAsk } from "./study-state.ts";

/** Loaded with the first study: a visit that looks at one clip never needs it. */
const engine = () => import("./study-engine.ts");

/** The actions on studies. Failures are reported in the state's `study`. */
export function studyActions(context: LabContext) {
  const { get, jobs, deps } = context;
  const tell = (error: unknown) => {
    const told = asLabError(error, "value");
    setStudy(context, { preparing: null, refused: told.code === "cancelled" ? null : told.message });
  };
  return {
    /** Reads the study that this browser saved, once a visit; it is paused until the user resumes it. */
    read: async () => {
      if (get().study.read) return;
      // Where nothing can be read there is nothing to offer; starting a study says why it is not kept.
      const kept = await deps.studies.read().catch(() => null);
      const { read, preparing } = get().study;
      if (read || preparing !== null) return;
      const open = kept === null ? null : { ...kept, phase: restingPhase(kept), notKept: null };
      setStudy(context, { read: true, open, offered: open?.phase.kind === "paused" });
    },

    /** Withdraws the offer to resume the study that an earlier visit left. It stays on its page. */
    dismissOffer: () => setStudy(context, { offered: false }),

    /** Prepares a study and runs it to its end, or until it is paused. */
    start: (ask: StudyAsk) =>
      engine()
        .then(({ startStudy }) => startStudy(context, ask))
        .catch(tell),

    /** Gives up the clip under way; finished clips stay. */
    pause: () => jobs.stop("study"),

    resume: () =>
      engine()
        .then(({ resumeStudy }) => resumeStudy(context))
        .catch(tell),

    /** Drops the study with its records. */
    discard: () =>
      engine()
        .then(({ discardStudy }) => discardStudy(context))
        .catch(tell),

    /** Merges files of records with those opened before. */
    openRecords: (files: readonly File[]) =>
      engine()
        .then(({ openRecords }) => openRecords(context, files))
        .catch(tell),

    closeRecords: () => setStudy(context, { records: null, refused: null }),
    dismissRefusal: () => setStudy(context, { refused: null }),
  };
}
