/** Where a search begins. */
import type * as tf from "@tensorflow/tfjs";
import { blockParameters, centralMargin, centralParameters } from "../math/central-init.ts";
import { scoresOf, type MaskScorer } from "./descent.ts";
import type { SearchSettings } from "./settings.ts";

/** Mask parameters [T] of each start. The central block is found by perturbing every block that could be it, at once. */
export async function startParameters(
  scorer: MaskScorer,
  T: number,
  { centralBlock, centralOperator, starts }: SearchSettings,
): Promise<Float64Array[]> {
  const tried = centralOperator === "freeze" ? freezing(scorer) : scorer;
  const margin = await centralMargin(T, centralBlock, (masks) => scoresOf(tried, masks));
  const central = centralParameters(T, margin);
  if (starts === "central") return [central];
  const half = Math.ceil(T / 2);
  return [central, blockParameters(T, 0, half), blockParameters(T, T - half, T), blockParameters(T, 0, T)];
}

/** The scorer that freezes, whatever the other one does. */
function freezing(scorer: MaskScorer): MaskScorer {
  const perturbed = (masks: tf.Tensor2D) => scorer.frozen?.(masks) ?? scorer.perturbed(masks);
  return { mostAtOnce: scorer.mostAtOnce, perturbed };
}
