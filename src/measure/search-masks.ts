/** A search from its start to its end, as a piece of something longer. */
import { maskOfRow } from "../math/mask-descent.ts";
import type { MaskScorer } from "../search/descent.ts";
import type { SearchSettings } from "../math/search-settings.ts";
import { searchTemporalMask, type Driving } from "../search/temporal-search.ts";

/**
 * Runs a search to its end; yields the share of its steps that is done.
 *
 * @returns  the mask of each of `driving.starts`, or the one that the settings would keep where there are none.
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
        // It may have settled before its last step.
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
    // Whoever stops asking ends the search too, which frees what it holds.
    await search.return(undefined as never);
  }
}
