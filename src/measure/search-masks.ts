/** Runs a whole search as one piece of a longer job. */
import { maskOfRow } from "../math/mask-descent.ts";
import type { MaskScorer } from "../search/descent.ts";
import type { SearchSettings } from "../math/search-settings.ts";
import { searchTemporalMask, type Driving } from "../search/temporal-search.ts";

/**
 * Runs a search to its end; yields the share of its steps done so far.
 *
 * @returns  the mask of each of `driving.starts`; without them, the one mask that the settings keep.
 */
export async function* searchMasks(
  scorer: MaskScorer,
  T: number,
  settings: SearchSettings,
  driving: Driving,
): AsyncGenerator<number, Float32Array[], void> {
  const search = searchTemporalMask(scorer, T, settings, driving);
  let masks: Float32Array[] = [];
  try {
    for (;;) {
      const next = await search.next();
      if (next.done) {
        // The search may settle before its last step.
        yield 1;
        return driving.starts ? masks : [next.value.mask];
      }
      const { step, reached } = next.value;
      masks = reached.courses.map(({ lowest, row }) =>
        settings.keep === "lowest-loss" ? lowest.mask : maskOfRow(row),
      );
      yield step / settings.steps;
    }
  } finally {
    // If the caller stops early, end the search too, so that it frees its tensors.
    await search.return(undefined as never);
  }
}
