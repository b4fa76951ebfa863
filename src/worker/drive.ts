/** Drives a generator of work for a job: hands on what it yields, and lets a cancel in after each. */
import { nextTask } from "./at-work.ts";

/** What stops it. */
export interface Stops {
  /** The job's: nobody wants the answer any more. */
  readonly signal: AbortSignal;
  /** Aborted where the device that it works on is gone: no more is asked of it, and nothing more handed on. */
  readonly over: AbortSignal;
}

/** Runs it to its end. */
export async function drive<Step, Answer>(
  run: AsyncGenerator<Step, Answer, void>,
  { signal, over }: Stops,
  onStep: (step: Step) => void,
): Promise<Answer> {
  for (;;) {
    const next = await run.next();
    if (next.done) return next.value;
    // Thrown in, a reason ends the generator, which frees what it holds and throws the reason again.
    if (over.aborted) await run.throw(over.reason);
    onStep(next.value);
    await nextTask();
    if (signal.aborted) await run.throw(signal.reason);
  }
}

/** A pause in which a cancel can arrive; throws where one has, or where the device is gone. */
export function pauseOf({ signal }: Pick<Stops, "signal">, over: AbortSignal): () => Promise<void> {
  return async () => {
    await nextTask();
    signal.throwIfAborted();
    over.throwIfAborted();
  };
}
