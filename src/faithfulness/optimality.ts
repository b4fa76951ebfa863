/**
 * A search's result compared with all windows: the window of the lowest loss, the distance of the mask's loss from it,
 * and the smallest windows that take a given share of the score. Plain arithmetic on plain data.
 *
 * Under freeze, frame 0 has no predecessor and never changes: a window that starts at frame 0 scores like the one that
 * starts at frame 1, and [0, 0] scores like no window. Their losses still differ: frame 0 costs lambda1, but a window
 * at an end of the clip has one edge fewer. If two windows tie, the shorter one is named, then the earlier one.
 */
import { invariant } from "../base/errors.ts";
import { centralCandidates, marginFromScores, type CentralBlock } from "../math/central-init.ts";
import { bestWindow, scoreOfWindow, type BestWindow, type ScoredWindow } from "../math/best-window.ts";
import { lossOf, type LossWeights } from "../math/mask-loss.ts";
import { maskRuns, onlyShown, SHOWN_ON, type Run } from "../math/mask-runs.ts";
import { windowsOf, type WindowScores } from "../math/windows.ts";

/** Loss of a mask's frames, fully on, compared with that of the best window. */
export interface OptimalityGap {
  readonly best: BestWindow;
  readonly loss: number;
  /**
   * Loss minus the best window's. Positive if the search missed the best window; negative if several runs are better
   * than any window.
   */
  readonly gap: number;
}

/** The lowest score that any window of one length reaches. */
export interface AreaScore extends ScoredWindow {
  /** Number of frames, 0 to T. */
  readonly length: number;
}

/** The smallest window that takes a given share of the score. */
export interface SmallestWindow {
  /** Share of the original score to take, in (0, 1). */
  readonly drop: number;
  /** Null if no window takes that much. */
  readonly window: Run | null;
  readonly score: number | null;
}

/** Shares of the score for which `smallestWindows` finds a window. */
const DROPS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] as const;

/**
 * Compares the loss of the mask's frames, fully on, with the best window's.
 *
 * @param mask   [T]; its frames are those above 0.5.
 * @param score  score of the clip with exactly these frames on, by the operator that the windows were scored with.
 */
export function optimalityGap(
  windows: WindowScores,
  weights: LossWeights,
  mask: ArrayLike<number>,
  score: number,
): OptimalityGap {
  invariant(mask.length === windows.T, () => `optimalityGap: ${mask.length} values for ${windows.T} frames`);
  const best = bestWindow(windows, weights);
  const { loss } = lossOf(onlyShown(mask), score, weights);
  return { best, loss, gap: loss - best.loss.loss };
}

/**
 * Returns the area-score curve: for each length from 0 to T, the window of the lowest score; of equals, the earliest.
 */
export function areaScoreCurve(windows: WindowScores): AreaScore[] {
  const none: AreaScore = { length: 0, window: null, score: windows.original };
  const lowest = new Map<number, AreaScore>();
  for (const window of windowsOf(windows.T)) {
    const length = window[1] - window[0] + 1;
    const score = scoreOfWindow(windows, window);
    if (score < (lowest.get(length)?.score ?? Infinity)) lowest.set(length, { length, window, score });
  }
  return [none, ...lowest.values()];
}

/**
 * Returns the smallest window for each drop from 10 to 90 % of the clip's own score; of equally long windows, the one
 * that takes most. Shares refer to the score itself, not to the drop when everything is perturbed: that drop may be
 * tiny, and 90 % of it would mean nothing. A clip whose score is 0 has no such windows.
 */
export function smallestWindows(windows: WindowScores): SmallestWindow[] {
  const curve = areaScoreCurve(windows).slice(1);
  const { original } = windows;
  return DROPS.map((drop) => {
    const found = original > 0 ? curve.find(({ score }) => score <= (1 - drop) * original) : undefined;
    return { drop, window: found?.window ?? null, score: found?.score ?? null };
  });
}

/** Returns the central block that a search starts from, read from the windows' scores: central blocks are windows. */
export function centralStart(windows: WindowScores, block: CentralBlock): Run {
  const { T } = windows;
  const scores = centralCandidates(T).map((mask) =>
    scoreOfWindow(windows, maskRuns(mask, SHOWN_ON)[0] ?? null),
  );
  const margin = marginFromScores(block, scores);
  return [margin, T - 1 - margin];
}
