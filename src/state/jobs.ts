/** Work under way, one job a name: starting one ends the last one of that name. */
import type { LaneId } from "./lab-state.ts";

/** Work that each lane does for itself. */
export const LANE_JOBS = ["model", "classify", "search", "score", "cam", "faithfulness"] as const;

/** One of `LANE_JOBS`. */
export type LaneJob = (typeof LANE_JOBS)[number];

/** Each kind of work runs once at most. */
export type JobName = "decode" | "pack" | "link" | "import" | "study" | `${LaneJob}:${LaneId}`;

/** Holds no result, only the means to stop. */
export interface Jobs {
  /** Aborts the running job of that name and returns the new one's signal. */
  start(name: JobName): AbortSignal;
  /** Aborts the running jobs of these names, if any. */
  stop(...names: JobName[]): void;
  /** Aborts these jobs of one lane. */
  stopLane(lane: LaneId, ...jobs: LaneJob[]): void;
}

/** No job running. */
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
