/** The commands of the lab worker that search masks and score them. */
import { LabError } from "../base/errors.ts";
import type { BackendName, BackendWish } from "../device/backend-report.ts";
import { SHOWN_ON, type Scores } from "../result/mask-result.ts";
import { ClipScore } from "../search/clip-score.ts";
import { scoresOf } from "../search/descent.ts";
import { PRESETS } from "../search/settings.ts";
import { searchTemporalMask, type Reached, type SearchEnd } from "../search/temporal-search.ts";
import { nextTask, type WithClip } from "./at-work.ts";
import type { Handlers, Job } from "./host.ts";
import type { LabCommands, SearchProgress } from "./protocol.ts";
import type { SearchPrecision } from "./search-precision.ts";

/** On a graphics card a read costs as much as several small steps; elsewhere it costs nothing. */
export const STEPS_PER_READ: Readonly<Record<BackendName, number>> = { webgpu: 8, wasm: 1, cpu: 1 };

type SearchCommands = Pick<
  Handlers<LabCommands>,
  "searchMask" | "scoreMask" | "searchSpatiotemporal" | "scoreSpatiotemporal"
>;

/**
 * Handlers for searches and scores.
 *
 * @param wish  as it is by now: a lost device changes it.
 */
export function searchCommands(
  withClip: WithClip,
  precision: SearchPrecision,
  wish: () => BackendWish,
): SearchCommands {
  return {
    searchMask: (ask, job) => {
      // Survives the device that it was reached on.
      let reached: Reached | undefined;
      return withClip(ask, job, async ({ model, clip, backend, over }) => {
        const { modelId, target, preset, operator = "freeze" } = ask;
        const scorer = new ClipScore(model, clip.responses(operator), target, operator);
        const driving = { from: reached, mostStepsPerRead: STEPS_PER_READ[backend] };
        const search = searchTemporalMask(scorer, ask.frames.T, PRESETS[ask.preset], driving);
        const { mask, start, steps, stopped } = await precision.run(backend, wish(), () =>
          driveSearch(search, PRESETS[ask.preset].steps, job, over, (at) => {
            reached = at;
          }),
        );
        const scores = await maskScores(scorer, mask, clip.originalScores, target);
        await precision.compare(scorer, mask, scores);
        return {
          modelId,
          target,
          preset,
          operator,
          mask: Array.from(mask),
          start: Array.from(start, (m) => m > SHOWN_ON),
          scores,
          steps,
          stopped,
          backend,
        };
      });
    },

    scoreMask: (ask, job) =>
      withClip(ask, job, ({ model, clip }) => {
        if (ask.mask.length !== ask.frames.T) {
          throw new LabError(
            "shape",
            `scoreMask: the mask has ${ask.mask.length} values but the clip has ${ask.frames.T} frames.`,
          );
        }
        const { operator = "freeze" } = ask;
        const scorer = new ClipScore(model, clip.responses(operator), ask.target, operator);
        return maskScores(scorer, ask.mask, clip.originalScores, ask.target);
      }),

    searchSpatiotemporal: () => Promise.reject(new LabError("unsupported", "not built yet")),
    scoreSpatiotemporal: () => Promise.reject(new LabError("unsupported", "not built yet")),
  };
}

/** OS, FS, RS and the operator's own; OS is taken from `known` or added to it. */
async function maskScores(
  scorer: ClipScore,
  mask: ArrayLike<number>,
  known: Map<number, number>,
  target: number,
): Promise<Scores> {
  const os = known.get(target) ?? (await scoresOf(scorer, [new Float32Array(mask.length)]))[0]!;
  known.set(target, os);
  return { os, ...(await scorer.freezeAndReverse(mask)) };
}

/** Drives a search to its end, streaming steps, with a pause after each in which a cancel can arrive. */
async function driveSearch(
  search: ReturnType<typeof searchTemporalMask>,
  of: number,
  job: Job<SearchProgress>,
  over: AbortSignal,
  onReached: (reached: Reached) => void,
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
    job.step({ step, of, loss, l1, tv, classScore, mask: Array.from(mask), secondsLeft });
    await nextTask();
    // Ends the search, which frees what it holds and throws the reason again.
    if (job.signal.aborted) await search.throw(job.signal.reason);
  }
}
