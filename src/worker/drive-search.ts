/** Drives a search of any kind for a job of the lab worker. */
import type { BackendName } from "../device/backend-report.ts";
import type { Reached, SearchEnd, SearchStep } from "../search/run-search.ts";
import { drive } from "./drive.ts";
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

/** Drives a search to its end, streaming its steps. */
export function driveSearch<M>(
  search: AsyncGenerator<SearchStep, SearchEnd, void>,
  driven: Drive<M>,
): Promise<SearchEnd> {
  return drive(told(search, driven), driven.job, driven.over);
}

/** The search with its steps in the page's words. Ending it ends the search, which frees what it holds. */
async function* told<M>(
  search: AsyncGenerator<SearchStep, SearchEnd, void>,
  { of, over, onReached, show }: Drive<M>,
): AsyncGenerator<StepProgress & { readonly mask: M }, SearchEnd, void> {
  const startMs = performance.now();
  let taken = 0;
  try {
    for (;;) {
      const next = await search.next();
      if (next.done) return next.value;
      // What a run that is over still came to is not where its successor goes on from.
      if (over.aborted) throw over.reason;
      const { step, mask, loss, l1, tv, classScore, reached } = next.value;
      onReached(reached);
      const secondsLeft = ((performance.now() - startMs) / ++taken / 1000) * (of - step);
      yield { step, of, loss, l1, tv, classScore, mask: show(mask), secondsLeft };
    }
  } finally {
    await (search as AsyncGenerator<SearchStep, SearchEnd | undefined, void>).return(undefined);
  }
}
