/** Commands of the lab worker that search for masks and score them. */
import { LabError } from "../base/errors.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import { ClipScore } from "../search/clip-score.ts";
import { PRESETS } from "../math/search-settings.ts";
import { searchTemporalMask } from "../search/temporal-search.ts";
import type { Handlers } from "./host.ts";
import { maskScores } from "./mask-scores.ts";
import type { LabCommands } from "./protocol.ts";
import { searchClip, type SearchTools } from "./search-clip.ts";
import { spatiotemporalCommands } from "./spatiotemporal-commands.ts";

type SearchCommands = Pick<
  Handlers<LabCommands>,
  "searchMask" | "scoreMask" | "searchSpatiotemporal" | "scoreSpatiotemporal"
>;

/** Returns handlers for searches and scores. */
export function searchCommands(tools: SearchTools): SearchCommands {
  const { withClip } = tools;
  return {
    searchMask: async (ask, job) => {
      const { modelId, target, preset, operator = "freeze" } = ask;
      const settings = PRESETS[preset];
      const end = await searchClip(tools, ask, job, ({ model, clip }) => {
        const scorer = new ClipScore(model, clip.responses(operator), target, operator);
        return {
          scorer,
          steps: settings.steps,
          begin: (driving) => searchTemporalMask(scorer, ask.frames.T, settings, driving),
          show: (mask) => Array.from(mask),
        };
      });
      const { mask, start, scores, steps, stopped, backend } = end;
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

    ...spatiotemporalCommands(tools),
  };
}
