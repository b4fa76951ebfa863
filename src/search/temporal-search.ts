/** Search for a temporal mask: Adam on one mask parameter per frame (arXiv 2002.00367). */
import { LabError } from "../base/errors.ts";
import type { MaskScorer } from "./descent.ts";
import { runSearch, type Driving, type SearchEnd, type SearchStep } from "./run-search.ts";
import { learningRateAt, type SearchSettings } from "../math/search-settings.ts";
import { startParameters } from "./starts.ts";

export type { Driving, Reached, SearchEnd, SearchStep } from "./run-search.ts";

/**
 * Searches for the mask that lowers the class score with few frames in few pieces.
 *
 * @param T  number of frames of the clip, at least 2: a single frame has nothing to freeze.
 * @throws {LabError} "shape" for T < 2; "value" if the class score is not a finite number.
 */
export async function* searchTemporalMask(
  scorer: MaskScorer,
  T: number,
  settings: SearchSettings,
  driving: Driving = {},
): AsyncGenerator<SearchStep, SearchEnd, void> {
  if (T < 2) {
    throw new LabError("shape", `searchTemporalMask: the clip has ${T} frame; freezing needs at least 2.`);
  }
  const { steps, patience, keep } = settings;
  const at = (step: number) => ({ ...settings, learningRate: learningRateAt(step, settings) });
  const begin = () => startParameters(scorer, T, settings, { pause: driving.pause });
  return yield* runSearch(scorer, begin, { steps, patience, keep, at }, driving);
}
