/** A mask in words, for screen readers. */
import { formatRuns } from "../../base/format.ts";
import type { Run } from "../../math/mask-runs.ts";

/**
 * Returns the frames that a mask perturbs in words; frames count from 1.
 *
 * @param runs       first and last frame of each run, 0-based and inclusive, in order.
 * @param perturbed  past participle for what happens to them, such as "frozen".
 * @example
 * perturbedText([[4, 8], [11, 11]], "frozen"); // "frames 5 to 9 and 12 frozen"
 * perturbedText([], "frozen"); // "no frame frozen"
 */
export function perturbedText(runs: readonly Run[], perturbed: string): string {
  if (runs.length === 0) return `no frame ${perturbed}`;
  return `${formatRuns(runs, " to ")} ${perturbed}`;
}
