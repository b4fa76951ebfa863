/** Running jobs, at most one per name: starting a job aborts the previous one of the same name. */
import type { LaneId } from "./lab-state.ts";

/** Kinds of jobs that each lane runs for itself. */
export const LANE_JOBS = ["model", "classify", "search", "score", "cam", "faithfulness"] as const;

/** One of `LANE_JOBS`. */
export type LaneJob = (typeof LANE_JOBS)[number];

/** Name of a job. */
export type JobName = "decode" | "pack" | "link" | "import" | "study" | `${LaneJob}:${LaneId}`;

/** Starts and stops jobs; it holds no results. */
export interface Jobs {
  /** Aborts the running job of that name and returns the new one's signal. */
  start(name: JobName): AbortSignal;
  /** Aborts the running jobs of these names, if any. */
  stop(...names: JobName[]): void;
  /** Aborts the running jobs of these kinds in one lane, if any. */
  stopLane(lane: LaneId, ...jobs: LaneJob[]): void;
}

/** Creates a `Jobs` with no job running. */
export function createJobs(): Jobs {
  const running = new Map<JobName, AbortController>();
  const stop = (...names: JobName[]) => {
    for (const name of names) {
      running.get(name)?.abort();
      running.delete(name);
    }
  };
  return {
    stop,
    start(name) {
      stop(name);
      const controller = new AbortController();
      running.set(name, controller);
      return controller.signal;
    },
    stopLane: (lane, ...jobs) => stop(...jobs.map((job): JobName => `${job}:${lane}`)),
  };
}
