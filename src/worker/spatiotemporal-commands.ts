/** The commands of the lab worker that search and score masks over time and space. */
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

/** @param wish  as it is by now: a lost device changes it. */
export function spatiotemporalCommands(
  withClip: WithClip,
  precision: SearchPrecision,
  wish: () => BackendWish,
): SpatiotemporalCommands {
  return {
    searchSpatiotemporal: (ask, job) => {
      const { modelId, target, across, area } = ask;
      const shape = { T: ask.frames.T, h: across, w: across };
      // Survives the device that it was reached on.
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
        // A link keeps it in steps: what is scored and shown is then just what a link shows.
        const kept = inGridSteps({ ...shape, values: mask });
        const scores = await maskScores(scorer, kept.values, clip.originalScores, target);
        await precision.compare(scorer, kept.values, scores);
        return transferring({ modelId, target, across, area, mask: kept, scores, steps, stopped, backend }, [
          kept.values.buffer as ArrayBuffer,
        ]);
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

/** @throws {LabError} "value" for a grid that there are no settings for. */
function settingsOf(across: number, area: number | null) {
  const forms = Object.entries(SPATIOTEMPORAL).find(([size]) => Number(size) === across)?.[1];
  if (!forms) {
    throw new LabError(
      "value",
      `searchSpatiotemporal: ${across} cells across; it can be ${Object.keys(SPATIOTEMPORAL).join(" or ")}.`,
    );
  }
  return area === null ? forms.weighed : forms.toArea;
}

function checkMask({ T, h, w, values }: SpatiotemporalMask, frames: number): void {
  if (T === frames && h >= 1 && w >= 1 && values.length === T * h * w) return;
  throw new LabError(
    "shape",
    `scoreSpatiotemporal: the mask is ${T} x ${h} x ${w} with ${values.length} values and the clip has ${frames} frames; ` +
      "it needs one value a cell of each frame.",
  );
}
