/**
 * What the scores of all windows say about a search: the window that its loss likes best, how far the mask found is
 * from that, and the smallest windows that take so much of the score. Plain arithmetic on plain data.
 *
 * Under freeze, frame 0 has nothing before it and never changes: a window that starts there scores as the one that
 * starts at frame 1, and [0, 0] as no window at all. Their losses differ all the same: frame 0 costs lambda1, but a
 * window at the clip's end has one edge fewer. Where two windows tie, the shorter one is named, then the earlier one.
 */
import { invariant } from "../base/errors.ts";
import { centralCandidates, marginFromScores, type CentralBlock } from "../math/central-init.ts";
import { bestWindow, scoreOfWindow, type BestWindow, type ScoredWindow } from "../math/best-window.ts";
import { lossOf, type LossWeights } from "../math/mask-loss.ts";
import { maskRuns, SHOWN_ON, type Run } from "../math/mask-runs.ts";
import { windowsOf, type WindowScores } from "../math/windows.ts";

/** How much lower than the mask's the best window's loss is. Positive: the search missed it. */
export interface OptimalityGap {
  readonly best: BestWindow;
  /** Loss of the mask as found, and of its frames fully on; null where the score of those is not known. */
  readonly soft: number;
  readonly hard: number | null;
  /** Each less the best window's loss. Negative where several runs, or values between, are better than any window. */
  readonly softGap: number;
  readonly hardGap: number | null;
}

/** The lowest score that a window of some length reaches. */
export interface AreaScore extends ScoredWindow {
  /** Frames, 0 to T. */
  readonly length: number;
}

/** The smallest window that takes some share of the score. */
export interface SmallestWindow {
  /** Share of the original score, in (0, 1). */
  readonly drop: number;
  /** Null where no window takes so much. */
  readonly window: Run | null;
  readonly score: number | null;
}

/** Drops that `smallestWindows` is asked for. */
const DROPS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] as const;

/**
 * Score of the mask's frames fully on (above 0.5), where they are one run or none; null where they are several runs,
 * whose score no window tells.
 */
export function hardScoreOf(windows: WindowScores, mask: ArrayLike<number>): number | null {
  const runs = maskRuns(mask, SHOWN_ON);
  return runs.length > 1 ? null : scoreOfWindow(windows, runs[0] ?? null);
}

/**
 * By how much a search missed the best window: the better of the mask as found and its frames fully on is judged, as the
 * page shows the one and plays the other. At most 0 where it missed nothing.
 */
export function missedBy({ softGap, hardGap }: Pick<OptimalityGap, "softGap" | "hardGap">): number {
  return Math.min(softGap, hardGap ?? softGap);
}

/**
 * The mask's loss against the best window's.
 *
 * @param mask       [T], as found.
 * @param score      of the clip under that mask, by the operator that the windows were scored with.
 * @param hardScore  of its frames fully on; needed where they are several runs (`AgainstEqualLength.mask.inside` is it).
 */
export function optimalityGap(
  windows: WindowScores,
  weights: LossWeights,
  mask: ArrayLike<number>,
  score: number,
  hardScore: number | null = hardScoreOf(windows, mask),
): OptimalityGap {
  invariant(mask.length === windows.T, () => `optimalityGap: ${mask.length} values for ${windows.T} frames`);
  const best = bestWindow(windows, weights);
  const on = Float32Array.from(mask, (m) => (m > SHOWN_ON ? 1 : 0));
  const soft = lossOf(mask, score, weights).loss;
  const hard = hardScore === null ? null : lossOf(on, hardScore, weights).loss;
  return {
    best,
    soft,
    hard,
    softGap: soft - best.loss.loss,
    hardGap: hard === null ? null : hard - best.loss.loss,
  };
}

/** The area-score curve: for each length from 0 to T the window of the lowest score, the earliest of equals. */
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
 * The smallest window for each drop from 10 to 90 % of the clip's own score; of windows of equal length the one that
 * takes most. Shares are of the score itself, not of what perturbing everything takes: that may be hardly anything, and
 * nine tenths of hardly anything is no finding. A clip whose score is 0 has none.
 */
export function smallestWindows(windows: WindowScores): SmallestWindow[] {
  const curve = areaScoreCurve(windows).slice(1);
  const { original } = windows;
  return DROPS.map((drop) => {
    const found = original > 0 ? curve.find(({ score }) => score <= (1 - drop) * original) : undefined;
    return { drop, window: found?.window ?? null, score: found?.score ?? null };
  });
}

/** The central block that a search starts from: central blocks are windows, so their scores tell it. */
export function centralStart(windows: WindowScores, block: CentralBlock): Run {
  const { T } = windows;
  const scores = centralCandidates(T).map((mask) => hardScoreOf(windows, mask)!);
  const margin = marginFromScores(block, scores);
  return [margin, T - 1 - margin];
}
