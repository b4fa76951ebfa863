/** What searches of every kind share: they resume after a lost device, and their mask is scored. */
import type { BackendName, BackendWish } from "../device/backend-report.ts";
import type { FrameStack } from "../clip/clip.ts";
import type { Scores } from "../result/mask-result.ts";
import type { CommandContext, WithClip } from "./command-context.ts";
import { driveSearch, type DrivenStep } from "./drive-search.ts";
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

/** State from which a search resumes. */
export interface Resumable {
  /** Number of steps taken. */
  readonly step: number;
}

/** One kind of search. `M` is a mask as the page wants it, `R` the state it resumes from, `End` its outcome. */
export interface ClipSearch<M, R extends Resumable, End extends { readonly mask: Float32Array }> {
  readonly scorer: ScoredBy;
  /** @param from  state to resume from; undefined for the start. */
  readonly begin: (from: R | undefined) => AsyncGenerator<DrivenStep<R>, End, void>;
  readonly show: (mask: Float32Array) => M;
  /** Rounds the mask found to what a link can hold; default: as found. */
  readonly round?: (mask: Float32Array) => Float32Array;
}

/** The scores of the mask that a search found, and where it ran. */
export interface Scored {
  readonly mask: Float32Array;
  readonly scores: Scores;
  readonly backend: BackendName;
}

/** Runs a search on a clip, streaming its steps to the job, and scores the mask found. */
export function searchClip<M, R extends Resumable, End extends { readonly mask: Float32Array }>(
  { withClip, precision, wish }: SearchTools,
  ask: { readonly modelId: string; readonly frames: FrameStack; readonly target: number },
  job: Job<StepProgress & { readonly mask: M }>,
  prepare: (context: CommandContext) => ClipSearch<M, R, End>,
): Promise<End & Scored> {
  // Outlives a lost device: the search resumes from here on the next one.
  let reached: R | undefined;
  return withClip(ask, job, async (context) => {
    const { clip, backend, deviceLost } = context;
    const { scorer, begin, show, round = (mask) => mask } = prepare(context);
    const from = reached;
    const end = await precision.run(backend, wish(), () =>
      driveSearch(begin(from), {
        taken: from?.step ?? 0,
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
