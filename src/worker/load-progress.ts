/** How a job tells of bytes that it loads, and stops between them. */
import type { Job } from "./host.ts";
import type { LoadProgress } from "./protocol.ts";

/** To be called with the bytes so far and all of them; throws once the job is cancelled. */
export function loadProgress(job: Job<LoadProgress>): (loaded: number, total: number) => void {
  return (loaded, total) => {
    job.signal.throwIfAborted();
    job.step({ loaded, total });
  };
}
