/** Commands of the lab worker that search for masks and score them. */
import { LabError } from "../base/errors.ts";
import type { BackendWish } from "../device/backend-report.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import { ClipScore } from "../search/clip-score.ts";
import { PRESETS } from "../math/search-settings.ts";
import type { Reached } from "../search/run-search.ts";
import { searchTemporalMask } from "../search/temporal-search.ts";
import type { WithClip } from "./at-work.ts";
import { driveSearch, STEPS_PER_READ } from "./drive-search.ts";
import { pauseOf } from "./drive.ts";
import type { Handlers } from "./host.ts";
import { maskScores } from "./mask-scores.ts";
import type { LabCommands } from "./protocol.ts";
import type { SearchPrecision } from "./search-precision.ts";
import { spatiotemporalCommands } from "./spatiotemporal-commands.ts";

type SearchCommands = Pick<
  Handlers<LabCommands>,
  "searchMask" | "scoreMask" | "searchSpatiotemporal" | "scoreSpatiotemporal"
>;

/**
 * Returns handlers for searches and scores.
 *
 * @param wish  returns the current wish, which changes when a device is lost.
 */
export function searchCommands(
  withClip: WithClip,
  precision: SearchPrecision,
  wish: () => BackendWish,
): SearchCommands {
  return {
    searchMask: (ask, job) => {
      // Outlives a lost device: the search resumes from here on the next one.
      let reached: Reached | undefined;
      return withClip(ask, job, async ({ model, clip, backend, over }) => {
        const { modelId, target, preset, operator = "freeze" } = ask;
        const scorer = new ClipScore(model, clip.responses(operator), target, operator);
        const driving = {
          from: reached,
          mostStepsPerRead: STEPS_PER_READ[backend],
          pause: pauseOf(job, over),
        };
        const search = searchTemporalMask(scorer, ask.frames.T, PRESETS[preset], driving);
        const { mask, start, steps, stopped } = await precision.run(backend, wish(), () =>
          driveSearch(search, {
            of: PRESETS[preset].steps,
            job,
            over,
            onReached: (at) => {
              reached = at;
            },
            show: (shown) => Array.from(shown),
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
            `scoreMask: the mask has ${ask.mask.length} values but the clip has ${ask.frames.T} frames; they must match.`,
          );
        }
        const { operator = "freeze" } = ask;
        const scorer = new ClipScore(model, clip.responses(operator), ask.target, operator);
        return maskScores(scorer, ask.mask, clip.originalScores, ask.target);
      }),

    ...spatiotemporalCommands(withClip, precision, wish),
  };
}
