/** Progress of a job that loads bytes. */
import type { Job } from "./host.ts";
import type { LoadProgress } from "./protocol.ts";

/** Returns a function to call with the bytes loaded so far and their total; it throws once the job is cancelled. */
export function loadProgress(job: Job<LoadProgress>): (loaded: number, total: number) => void {
  return (loaded, total) => {
    job.signal.throwIfAborted();
    job.step({ loaded, total });
  };
}
