/** What searches of every kind share: they resume after a lost device, and their mask is scored. */
import type { BackendName, BackendWish } from "../device/backend-report.ts";
import type { FrameStack } from "../clip/clip.ts";
import type { Scores } from "../result/mask-result.ts";
import type { Driving, Reached, SearchEnd, SearchStep } from "../search/run-search.ts";
import type { CommandContext, WithClip } from "./command-context.ts";
import { pauseOf } from "./drive.ts";
import { driveSearch, STEPS_PER_READ } from "./drive-search.ts";
import type { Job } from "./host.ts";
import { maskScores, type ScoredBy } from "./mask-scores.ts";
import type { StepProgress } from "./protocol.ts";
import type { SearchPrecision } from "./search-precision.ts";

/** What searches run with. */
export interface SearchTools {
  readonly withClip: WithClip;
  readonly precision: SearchPrecision;
  /** Returns the current wish, which a lost device changes. */
  readonly wish: () => BackendWish;
}

/** One kind of search. `M` is a mask as the page wants it. */
export interface ClipSearch<M> {
  readonly scorer: ScoredBy;
  /** Most steps. */
  readonly steps: number;
  readonly begin: (driving: Driving) => AsyncGenerator<SearchStep, SearchEnd, void>;
  readonly show: (mask: Float32Array) => M;
  /** Rounds the mask found to what a link can hold; default: as found. */
  readonly round?: (mask: Float32Array) => Float32Array;
}

/** How a search ended, with the scores of its mask. */
export interface ClipSearchEnd extends SearchEnd {
  readonly scores: Scores;
  readonly backend: BackendName;
}

/** Runs a search on a clip, streaming its steps to the job, and scores the mask found. */
export function searchClip<M>(
  { withClip, precision, wish }: SearchTools,
  ask: { readonly modelId: string; readonly frames: FrameStack; readonly target: number },
  job: Job<StepProgress & { readonly mask: M }>,
  prepare: (context: CommandContext) => ClipSearch<M>,
): Promise<ClipSearchEnd> {
  // Outlives a lost device: the search resumes from here on the next one.
  let reached: Reached | undefined;
  return withClip(ask, job, async (context) => {
    const { clip, backend, deviceLost } = context;
    const { scorer, steps, begin, show, round = (mask) => mask } = prepare(context);
    const driving = {
      from: reached,
      mostStepsPerRead: STEPS_PER_READ[backend],
      pause: pauseOf(job, deviceLost),
    };
    const end = await precision.run(backend, wish(), () =>
      driveSearch(begin(driving), {
        of: steps,
        job,
        deviceLost,
        onReached: (at) => {
          reached = at;
        },
        show,
      }),
    );
    const mask = round(end.mask);
    const scores = await maskScores(scorer, mask, clip.originalScores, ask.target);
    await precision.compare(scorer, mask, scores);
    return { ...end, mask, scores, backend };
  });
}
