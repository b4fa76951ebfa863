/** A mask in words, for screen readers. */
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
  const parts = runs.map(([first, last]) =>
    first === last ? `${first + 1}` : `${first + 1} to ${last + 1}`,
  );
  const list = parts.length === 1 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
  const single = runs.length === 1 && runs[0]![0] === runs[0]![1];
  return `${single ? "frame" : "frames"} ${list} ${perturbed}`;
}
