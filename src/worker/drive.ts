/** Runs a generator as a job: passes on each value it yields, then lets a cancel message arrive. */
import { nextTask } from "./command-context.ts";

/** Signals that stop a run. */
export interface Stops {
  /** The job's signal, aborted when the page no longer wants the answer. */
  readonly signal: AbortSignal;
  /** Aborted when the device is gone: the run then does no more work and passes on nothing more. */
  readonly deviceLost: AbortSignal;
}

/** Runs a generator to its end and returns its answer; throws the reason of the signal that stopped it. */
export async function drive<Step, Answer>(
  run: AsyncGenerator<Step, Answer, void>,
  { signal, deviceLost }: Stops,
  onStep: (step: Step) => void,
): Promise<Answer> {
  for (;;) {
    const next = await run.next();
    if (next.done) return next.value;
    // Throwing the reason into the generator ends it: it frees its tensors and rethrows the reason.
    if (deviceLost.aborted) await run.throw(deviceLost.reason);
    onStep(next.value);
    await nextTask();
    if (signal.aborted) await run.throw(signal.reason);
  }
}

/**
 * Returns a function that waits for a cancel message to arrive; it throws once the job is cancelled or the device is
 * gone.
 */
export function pauseOf({ signal }: Pick<Stops, "signal">, deviceLost: AbortSignal): () => Promise<void> {
  return async () => {
    await nextTask();
    signal.throwIfAborted();
    deviceLost.throwIfAborted();
  };
}
