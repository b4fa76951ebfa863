/** Drives a search of any kind for a job of the lab worker. */
import type { BackendName } from "../device/backend-report.ts";
import type { Reached, SearchEnd, SearchStep } from "../search/run-search.ts";
import { nextTask } from "./at-work.ts";
import type { Job } from "./host.ts";
import type { StepProgress } from "./protocol.ts";

/** On a graphics card a read costs as much as several small steps; elsewhere it costs nothing. */
export const STEPS_PER_READ: Readonly<Record<BackendName, number>> = { webgpu: 8, wasm: 1, cpu: 1 };

/** What a search is driven with. `M` is a mask as the page wants it. */
export interface Drive<M> {
  /** Most steps. */
  readonly of: number;
  readonly job: Job<StepProgress & { readonly mask: M }>;
  /** Aborted where the device was lost or refused. */
  readonly over: AbortSignal;
  readonly onReached: (reached: Reached) => void;
  readonly show: (mask: Float32Array) => M;
}

/** Drives a search to its end, streaming steps, with a pause after each in which a cancel can arrive. */
export async function driveSearch<M>(
  search: AsyncGenerator<SearchStep, SearchEnd, void>,
  { of, job, over, onReached, show }: Drive<M>,
): Promise<SearchEnd> {
  const startMs = performance.now();
  let taken = 0;
  for (;;) {
    const next = await search.next();
    if (next.done) return next.value;
    if (over.aborted) await search.throw(over.reason);
    const { step, mask, loss, l1, tv, classScore, reached } = next.value;
    onReached(reached);
    const secondsLeft = ((performance.now() - startMs) / ++taken / 1000) * (of - step);
    job.step({ step, of, loss, l1, tv, classScore, mask: show(mask), secondsLeft });
    await nextTask();
    // Ends the search, which frees what it holds and throws the reason again.
    if (job.signal.aborted) await search.throw(job.signal.reason);
  }
}
