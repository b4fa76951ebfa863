/** Commands of the lab worker that search for and score space-and-time masks. */
import { LabError } from "../base/errors.ts";
import type { BackendWish } from "../device/backend-report.ts";
import { inGridSteps, type SpatiotemporalMask } from "../math/spatiotemporal-mask.ts";
import { PixelScore } from "../search/pixel-score.ts";
import type { Reached } from "../search/run-search.ts";
import { SPATIOTEMPORAL } from "../math/search-settings.ts";
import { searchSpatiotemporalMask } from "../search/spatiotemporal-search.ts";
import type { WithClip } from "./at-work.ts";
import { driveSearch, STEPS_PER_READ } from "./drive-search.ts";
import type { Handlers } from "./host.ts";
import { maskScores } from "./mask-scores.ts";
import type { LabCommands } from "./protocol.ts";
import type { SearchPrecision } from "./search-precision.ts";
import { transferring } from "./transfer.ts";

type SpatiotemporalCommands = Pick<Handlers<LabCommands>, "searchSpatiotemporal" | "scoreSpatiotemporal">;

/**
 * Returns handlers for searches and scores of space-and-time masks.
 *
 * @param wish  returns the current wish, which changes when a device is lost.
 */
export function spatiotemporalCommands(
  withClip: WithClip,
  precision: SearchPrecision,
  wish: () => BackendWish,
): SpatiotemporalCommands {
  return {
    searchSpatiotemporal: (ask, job) => {
      const { modelId, target, across, area } = ask;
      const shape = { T: ask.frames.T, h: across, w: across };
      // Outlives a lost device: the search resumes from here on the next one.
      let reached: Reached | undefined;
      return withClip(ask, job, async ({ model, clip, backend, over }) => {
        const settings = settingsOf(across, area);
        const scorer = new PixelScore(model, clip.frames, target, shape);
        const driving = { from: reached, mostStepsPerRead: STEPS_PER_READ[backend] };
        const search = searchSpatiotemporalMask(scorer, shape, area, settings, driving);
        const { mask, steps, stopped } = await precision.run(backend, wish(), () =>
          driveSearch(search, {
            of: settings.steps,
            job,
            over,
            onReached: (at) => {
              reached = at;
            },
            show: (values) => ({ ...shape, values }),
          }),
        );
        // A link stores the mask in steps; score and show exactly those values, so that a link agrees with the page.
        const rounded = inGridSteps({ ...shape, values: mask });
        const scores = await maskScores(scorer, rounded.values, clip.originalScores, target);
        await precision.compare(scorer, rounded.values, scores);
        return transferring(
          { modelId, target, across, area, mask: rounded, scores, steps, stopped, backend },
          [rounded.values.buffer as ArrayBuffer],
        );
      });
    },

    scoreSpatiotemporal: (ask, job) =>
      withClip(ask, job, ({ model, clip }) => {
        checkMask(ask.mask, ask.frames.T);
        const scorer = new PixelScore(model, clip.frames, ask.target, ask.mask);
        return maskScores(scorer, ask.mask.values, clip.originalScores, ask.target);
      }),
  };
}

/**
 * Returns the search settings for a grid, weighed by area or searched to a given area.
 *
 * @throws {LabError} "value" for a grid size without settings.
 */
function settingsOf(across: number, area: number | null) {
  const forms = Object.entries(SPATIOTEMPORAL).find(([size]) => Number(size) === across)?.[1];
  if (!forms) {
    throw new LabError(
      "value",
      `searchSpatiotemporal: the grid is ${across} cells across; it can be ${Object.keys(SPATIOTEMPORAL).join(" or ")}.`,
    );
  }
  return area === null ? forms.weighed : forms.toArea;
}

function checkMask({ T, h, w, values }: SpatiotemporalMask, frames: number): void {
  if (T === frames && h >= 1 && w >= 1 && values.length === T * h * w) return;
  throw new LabError(
    "shape",
    `scoreSpatiotemporal: the mask is ${T} x ${h} x ${w} with ${values.length} values, but the clip has ${frames} frames; ` +
      "a mask needs one value for each cell of each frame.",
  );
}
