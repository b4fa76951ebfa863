/** Changes the study part of the state. */
import type { LabContext } from "./context.ts";
import type { StudyState } from "./study-state.ts";

/** Replaces some fields of `study`. */
export function setStudy({ get, set }: LabContext, part: Partial<StudyState>): void {
  set({ study: { ...get().study, ...part } });
}
