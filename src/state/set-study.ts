/** Changing what the page knows of studies. */
import type { LabContext } from "./context.ts";
import type { StudyState } from "./study-state.ts";

/** Changes part of it. */
export function setStudy({ get, set }: LabContext, part: Partial<StudyState>): void {
  set({ study: { ...get().study, ...part } });
}
