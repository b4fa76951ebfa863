/** Commands of the lab worker that search for masks and score them. */
import { LabError } from "../base/errors.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import { mapYields } from "../base/map-yields.ts";
import type { MaskResult } from "../result/mask-result.ts";
import { ClipScore } from "../search/clip-score.ts";
import { searchExactMask, type ExactReached } from "../search/exact-search.ts";
import { PRESETS } from "../math/search-settings.ts";
import { searchTemporalMask, type Reached } from "../search/temporal-search.ts";
import type { CommandContext } from "./command-context.ts";
import { drivingOf } from "./drive-search.ts";
import type { Handlers, Job } from "./host.ts";
import { maskScores, orNone } from "./mask-scores.ts";
import type { LabCommands, SearchProgress } from "./protocol.ts";
import { searchClip, type Scored, type SearchTools } from "./search-clip.ts";
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
      const { mask, ...found } =
        PRESETS[preset].method === "exact"
          ? await exactly(tools, ask, job)
          : await byDescent(tools, ask, job);
      return { modelId, target, preset, operator, mask: Array.from(mask), ...found };
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

type SearchAsk = LabCommands["searchMask"]["ask"];
type SearchJob = Job<SearchProgress>;
/** What a search of either method adds to the question. */
type Found = Scored & Pick<MaskResult, "start" | "steps" | "stopped" | "proof">;

async function byDescent(tools: SearchTools, ask: SearchAsk, job: SearchJob): Promise<Found> {
  const settings = PRESETS[ask.preset];
  const found = await searchClip(tools, ask, job, (context) => {
    const scorer = scorerOf(context, ask);
    return {
      scorer,
      begin: (from: Reached | undefined) =>
        mapYields(
          searchTemporalMask(scorer, ask.frames.T, settings, drivingOf(context, job, from)),
          (step) => ({
            ...step,
            of: settings.steps,
          }),
        ),
      show: (one) => Array.from(one),
    };
  });
  // The authors' code returns its last mask, whatever that is worth.
  const kept = settings.keep === "last" ? found : orNone(found, ask.operator ?? "freeze", settings);
  const { mask, scores, backend, start, steps, stopped } = kept;
  const startOn = Array.from(start, (m) => m > SHOWN_ON);
  return { mask, scores, backend, start: startOn, steps, stopped, proof: null };
}

async function exactly(tools: SearchTools, ask: SearchAsk, job: SearchJob): Promise<Found> {
  const { operator = "freeze" } = ask;
  const { mask, scores, backend, ...proof } = await searchClip(tools, ask, job, (context) => {
    const scorer = scorerOf(context, ask);
    return {
      scorer,
      begin: (from: ExactReached | undefined) =>
        searchExactMask(scorer, ask.frames.T, PRESETS[ask.preset], operator, { from }),
      show: (one) => Array.from(one),
    };
  });
  const stopped = proof.proven ? "proven" : "cut-short";
  return { mask, scores, backend, start: null, steps: proof.evaluations, stopped, proof };
}

function scorerOf({ model, clip }: CommandContext, { target, operator = "freeze" }: SearchAsk): ClipScore {
  return new ClipScore(model, clip.responses(operator), target, operator);
}
