/** Runs a search of any kind as a job of the lab worker. */
import type { BackendName } from "../device/backend-report.ts";
import type { Loss } from "../math/mask-loss.ts";
import type { Driving, Reached } from "../search/run-search.ts";
import type { CommandContext } from "./command-context.ts";
import { drive, pauseOf } from "./drive.ts";
import type { Job } from "./host.ts";
import type { StepProgress } from "./protocol.ts";

/**
 * Steps between two reads of the mask. On a graphics card a read costs as much as several small steps; elsewhere it is
 * free.
 */
export const STEPS_PER_READ: Readonly<Record<BackendName, number>> = { webgpu: 8, wasm: 1, cpu: 1 };

/** Returns how a search by descent is driven: from where, how many steps at once, and where it may be cancelled. */
export function drivingOf(
  { backend, deviceLost }: CommandContext,
  job: Pick<Job<unknown>, "signal">,
  from: Reached | undefined,
): Driving {
  return { from, mostStepsPerRead: STEPS_PER_READ[backend], pause: pauseOf(job, deviceLost) };
}

/** One step of a search of any kind. `R` is the state from which that kind resumes. */
export interface DrivenStep<R> extends Loss {
  /** Steps done, 1-based, of at most `of`. */
  readonly step: number;
  readonly of: number;
  readonly mask: Float32Array;
  /** See `StepProgress`. */
  readonly lowerBound?: number;
  readonly reached: R;
}

/** Parameters of a driven search. `M` is the form of a mask that the page receives. */
export interface Drive<M, R> {
  /** Steps that an earlier run took, which this one resumes. */
  readonly taken: number;
  readonly job: Job<StepProgress & { readonly mask: M }>;
  /** Aborted when the device is lost or refuses the work. */
  readonly deviceLost: AbortSignal;
  readonly onReached: (reached: R) => void;
  readonly show: (mask: Float32Array) => M;
}

/** Runs a search to its end and streams its steps to the page, with an estimate of the time left. */
export function driveSearch<M, R, End>(
  search: AsyncGenerator<DrivenStep<R>, End, void>,
  { taken, job, deviceLost, onReached, show }: Drive<M, R>,
): Promise<End> {
  const startMs = performance.now();
  return drive(search, { signal: job.signal, deviceLost }, (at) => {
    const { step, of, mask, loss, l1, tv, classScore, lowerBound, reached } = at;
    onReached(reached);
    const secondsLeft = ((performance.now() - startMs) / (step - taken) / 1000) * (of - step);
    const bound = lowerBound === undefined ? {} : { lowerBound };
    job.step({ step, of, loss, l1, tv, classScore, ...bound, mask: show(mask), secondsLeft });
  });
}
