/** Drives a generator of work for a job: streams what it yields, and lets a cancel in after each. */
import { nextTask } from "./at-work.ts";
import type { Job } from "./host.ts";

/**
 * Runs it to its end.
 *
 * @param over  aborted where the device that it works on is gone: no more is asked of it, and nothing more streamed.
 */
export async function drive<Step, Answer>(
  run: AsyncGenerator<Step, Answer, void>,
  job: Job<Step>,
  over: AbortSignal,
): Promise<Answer> {
  for (;;) {
    const next = await run.next();
    if (next.done) return next.value;
    // Thrown in, a reason ends the generator, which frees what it holds and throws the reason again.
    if (over.aborted) await run.throw(over.reason);
    job.step(next.value);
    await nextTask();
    if (job.signal.aborted) await run.throw(job.signal.reason);
  }
}
