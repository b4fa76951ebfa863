/** Commands of the lab worker that search for and score space-and-time masks. */
import { LabError } from "../base/errors.ts";
import { mapYields } from "../base/map-yields.ts";
import { inGridSteps, type SpatiotemporalMask } from "../math/spatiotemporal-mask.ts";
import { PixelScore } from "../search/pixel-score.ts";
import { SPATIOTEMPORAL } from "../math/search-settings.ts";
import { searchSpatiotemporalMask } from "../search/spatiotemporal-search.ts";
import type { Reached } from "../search/run-search.ts";
import { drivingOf } from "./drive-search.ts";
import type { Handlers } from "./host.ts";
import { maskScores } from "./mask-scores.ts";
import type { LabCommands } from "./protocol.ts";
import { searchClip, type SearchTools } from "./search-clip.ts";
import { transferring } from "./transfer.ts";

type SpatiotemporalCommands = Pick<Handlers<LabCommands>, "searchSpatiotemporal" | "scoreSpatiotemporal">;

/** Returns handlers for searches and scores of space-and-time masks. */
export function spatiotemporalCommands(tools: SearchTools): SpatiotemporalCommands {
  const { withClip } = tools;
  return {
    searchSpatiotemporal: async (ask, job) => {
      const { modelId, target, across, area } = ask;
      const shape = { T: ask.frames.T, h: across, w: across };
      const settings = settingsOf(across, area);
      const end = await searchClip(tools, ask, job, (context) => {
        const scorer = new PixelScore(context.model, context.clip.frames, target, shape);
        return {
          scorer,
          begin: (from: Reached | undefined) => {
            const driving = drivingOf(context, job, from);
            const search = searchSpatiotemporalMask(scorer, shape, area, settings, driving);
            return mapYields(search, (step) => ({ ...step, of: settings.steps }));
          },
          show: (values) => ({ ...shape, values }),
          // A link stores the mask in steps; score and show exactly those values, so that a link agrees with the page.
          round: (values) => inGridSteps({ ...shape, values }).values,
        };
      });
      const { mask: values, scores, steps, stopped, backend } = end;
      const mask = { ...shape, values };
      return transferring({ modelId, target, across, area, mask, scores, steps, stopped, backend }, [
        values.buffer as ArrayBuffer,
      ]);
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
