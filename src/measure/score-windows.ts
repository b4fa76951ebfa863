/** Scores the clip under every contiguous window, in batches. */
import type { MaskScorer } from "../search/descent.ts";
import { HardScores, type Done } from "./hard-scores.ts";
import { windowMask, windowsOf, type WindowScores } from "../math/windows.ts";

/**
 * Scores all T (T + 1) / 2 windows and the clip as filmed: 137 scores for 16 frames, about the cost of 45 search steps.
 * The caller can stop the generator between batches. Under freeze, windows from frame 0 score like those from frame 1;
 * they are scored all the same, because other operators need both.
 *
 * @param T  number of frames, at least 1.
 * @throws {LabError} "value" if a score is not a finite number.
 */
export async function* scoreWindows(scorer: MaskScorer, T: number): AsyncGenerator<Done, WindowScores, void> {
  const hard = new HardScores(scorer);
  const none = new Float32Array(T);
  const masks = windowsOf(T).map((window) => windowMask(T, window));
  yield* hard.learn([none, ...masks]);
  return { T, original: hard.of(none), scores: masks.map((mask) => hard.of(mask)) };
}
