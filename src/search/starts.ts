/** Where a search begins. */
import { blockParameters, centralMargin, centralParameters } from "../math/central-init.ts";
import { scoresOf, type MaskScorer } from "./descent.ts";
import type { SearchSettings } from "./settings.ts";

/** Mask parameters [T] of each start. The central block is found by freezing every block that could be it, at once. */
export async function startParameters(
  scorer: MaskScorer,
  T: number,
  { centralBlock, starts }: SearchSettings,
): Promise<Float64Array[]> {
  const margin = await centralMargin(T, centralBlock, (masks) => scoresOf(scorer, masks));
  const central = centralParameters(T, margin);
  if (starts === "central") return [central];
  const half = Math.ceil(T / 2);
  return [central, blockParameters(T, 0, half), blockParameters(T, T - half, T), blockParameters(T, 0, T)];
}
