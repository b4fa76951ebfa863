/** Scores the clip under every contiguous window, a batch at a time. */
import type { MaskScorer } from "../search/descent.ts";
import { HardScores, type Done } from "./hard-scores.ts";
import { windowMask, windowsOf, type WindowScores } from "../math/windows.ts";

/**
 * All T (T + 1) / 2 windows and the clip as filmed: 137 scores for 16 frames, about what 45 steps of a search cost.
 * Whoever drives the generator can stop it between batches. Nothing is left out, under freeze either, where windows
 * from frame 0 and from frame 1 score the same: other operators need both.
 *
 * @param T  at least 1.
 * @throws {LabError} "value" where a score is not a finite number.
 */
export async function* scoreWindows(scorer: MaskScorer, T: number): AsyncGenerator<Done, WindowScores, void> {
  const hard = new HardScores(scorer);
  const none = new Float32Array(T);
  const masks = windowsOf(T).map((window) => windowMask(T, window));
  yield* hard.learn([none, ...masks]);
  return { T, original: hard.of(none), scores: masks.map((mask) => hard.of(mask)) };
}
