/** Finds the window of neighbouring frames with the lowest search loss. */
import { lossOf, type Loss, type LossWeights } from "./mask-loss.ts";
import type { Run } from "./mask-runs.ts";
import { windowIndex, windowMask, windowsOf, type WindowScores } from "./windows.ts";

/** A window and the class score under it; null = no frame is perturbed. */
export interface ScoredWindow {
  readonly window: Run | null;
  /** Class score of the clip perturbed with the window. */
  readonly score: number;
}

/** A window and its loss. */
export interface BestWindow extends ScoredWindow {
  readonly loss: Loss;
}

/** Returns the clip's score under one window; null = the unperturbed clip. */
export function scoreOfWindow({ T, original, scores }: WindowScores, window: Run | null): number {
  return window === null ? original : scores[windowIndex(T, window)]!;
}

/** Returns the window, or none, with the lowest search loss: the best that a search for a single run can find. */
export function bestWindow(windows: WindowScores, weights: LossWeights): BestWindow {
  const candidates = [null, ...windowsOf(windows.T)].map((window): BestWindow => {
    const score = scoreOfWindow(windows, window);
    return { window, score, loss: lossOf(maskOfWindow(windows.T, window), score, weights) };
  });
  return candidates.reduce((best, one) => (one.loss.loss < best.loss.loss ? one : best));
}

function maskOfWindow(T: number, window: Run | null): Float32Array {
  return window === null ? new Float32Array(T) : windowMask(T, window);
}
