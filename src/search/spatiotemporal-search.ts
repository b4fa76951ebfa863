/**
 * Search for a space-and-time mask: Adam on one mask parameter per cell of a coarse grid, from a uniform mask. Either
 * the area is weighed against the class score, as in the temporal search; or an area is given, and the search finds
 * the mask of that area that lowers the score most, as in extremal perturbations (Fong, Patrick & Vedaldi, ICCV 2019)
 * and, for video, STEP (Li et al., WACV 2021).
 *
 * Departures from the released TorchRay code, besides those of `math/area-loss.ts`: Adam on parameters before a
 * sigmoid (theirs: gradient descent with momentum on the mask, clamped); the probability under the mask is lowered
 * (theirs: the logit outside it is raised or lowered), so the area's weight begins at 1 instead of 300 and grows by
 * the same factor of 16, over fewer steps; total variation keeps the mask smooth (theirs: a maximum over Gaussians).
 */
import { LabError } from "../base/errors.ts";
import type { MaskScorer } from "./descent.ts";
import { runSearch, type Driving, type SearchEnd, type SearchStep } from "./run-search.ts";
import { learningRateAt, type SpatiotemporalSettings } from "../math/search-settings.ts";

/** Sizes of a space-and-time mask. */
export interface MaskShape {
  readonly T: number;
  readonly h: number;
  readonly w: number;
}

/**
 * Searches for a mask [T, h, w].
 *
 * @param shape  T at least 2: a single frame has nothing to freeze.
 * @param area   share of the clip to perturb, in (0, 1); null weighs the area against the score.
 * @throws {LabError} "shape" for T < 2; "value" for an area out of range, or if the class score is not a finite
 *   number.
 */
export async function* searchSpatiotemporalMask(
  scorer: MaskScorer,
  { T, h, w }: MaskShape,
  area: number | null,
  settings: SpatiotemporalSettings,
  driving: Driving = {},
): AsyncGenerator<SearchStep, SearchEnd, void> {
  if (T < 2) {
    throw new LabError(
      "shape",
      `searchSpatiotemporalMask: the clip has ${T} frame; freezing needs at least 2.`,
    );
  }
  if (area !== null && !(area > 0 && area < 1)) {
    throw new LabError(
      "value",
      `searchSpatiotemporalMask: the area is ${area}; it must be a share of the clip, between 0 and 1.`,
    );
  }
  const { steps, patience, keep, start, areaWeight, ...weights } = settings;
  const at = (step: number) => ({
    ...weights,
    grid: { h, w },
    learningRate: learningRateAt(step, settings),
    ...(area === null
      ? {}
      : { area: { share: area, weight: areaWeight.first * areaWeight.growth ** (step - 1) } }),
  });
  const begin = () => Promise.resolve([new Float64Array(T * h * w).fill(Math.log(start / (1 - start)))]);
  return yield* runSearch(scorer, begin, { steps, patience, keep, at }, driving);
}
