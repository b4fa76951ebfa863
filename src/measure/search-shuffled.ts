/**
 * The model-randomisation sanity check (Adebayo et al., NeurIPS 2018): runs the search on models whose weights are
 * shuffled layer by layer, from the logits down. A mask that stays the same does not depend on what the model learnt.
 */
import { LabError } from "../base/errors.ts";
import { mapYields } from "../base/map-yields.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import { maskOverlap } from "../math/mask-overlap.ts";
import { scoresOf } from "../search/descent.ts";
import type { Faithfulness, SearchedOnRandom } from "../faithfulness/faithfulness.ts";
import { finite, type Done } from "./hard-scores.ts";
import type { FaithfulnessSubject } from "./subject.ts";
import { searchMasks } from "./search-masks.ts";

/** Runs one search per stage, from the logits alone to all layers. Yields progress. */
export async function* searchShuffled({
  mask,
  settings,
  shuffled,
  mostStepsPerRead,
}: FaithfulnessSubject): AsyncGenerator<Done, Faithfulness["randomised"], void> {
  if ("reason" in shuffled) return { kind: "not-possible", reason: shuffled.reason };
  const T = mask.length;
  const stages: SearchedOnRandom[] = [];
  try {
    for (const { downTo, open } of shuffled) {
      const { scorer, dispose } = open();
      try {
        const [score] = await scoresOf(scorer, [new Float32Array(T)]);
        const original = finite(score!, "searchShuffled");
        const of = shuffled.length;
        const run = searchMasks(scorer, T, settings, { mostStepsPerRead });
        const [found] = yield* mapYields(run, (share) => ({ done: stages.length + share, of }));
        const overlap = maskOverlap(mask, found!, SHOWN_ON);
        stages.push({ downTo, original, mask: Array.from(found!), overlap });
      } finally {
        dispose();
      }
    }
  } catch (error) {
    // Shuffled weights may overflow although the model's own never did; the model is not at fault.
    if (error instanceof LabError && error.code === "value") {
      return {
        kind: "not-possible",
        reason: "With shuffled weights, this model's scores are not finite numbers.",
      };
    }
    throw error;
  }
  return { kind: "measured", stages };
}
