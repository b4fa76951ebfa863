/** Runs a search of any kind as a job of the lab worker. */
import type { BackendName } from "../device/backend-report.ts";
import type { Reached, SearchEnd, SearchStep } from "../search/run-search.ts";
import { drive } from "./drive.ts";
import type { Job } from "./host.ts";
import type { StepProgress } from "./protocol.ts";

/**
 * Steps between two reads of the mask. On a graphics card a read costs as much as several small steps; elsewhere it is
 * free.
 */
export const STEPS_PER_READ: Readonly<Record<BackendName, number>> = { webgpu: 8, wasm: 1, cpu: 1 };

/** Parameters of a driven search. `M` is the form of a mask that the page receives. */
export interface Drive<M> {
  /** Maximum number of steps. */
  readonly of: number;
  readonly job: Job<StepProgress & { readonly mask: M }>;
  /** Aborted when the device is lost or refuses the work. */
  readonly deviceLost: AbortSignal;
  readonly onReached: (reached: Reached) => void;
  readonly show: (mask: Float32Array) => M;
}

/** Runs a search to its end and streams its steps to the page, with an estimate of the time left. */
export function driveSearch<M>(
  search: AsyncGenerator<SearchStep, SearchEnd, void>,
  { of, job, deviceLost, onReached, show }: Drive<M>,
): Promise<SearchEnd> {
  const startMs = performance.now();
  let taken = 0;
  return drive(
    search,
    { signal: job.signal, deviceLost },
    ({ step, mask, loss, l1, tv, classScore, reached }) => {
      onReached(reached);
      const secondsLeft = ((performance.now() - startMs) / ++taken / 1000) * (of - step);
      job.step({ step, of, loss, l1, tv, classScore, mask: show(mask), secondsLeft });
    },
  );
}
