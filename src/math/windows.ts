/** Class scores under every contiguous window of frames: an exhaustive baseline for a search. */
import type { Run } from "./mask-runs.ts";

/** Scores of the clip perturbed with each window: frames inside are fully on, the others off. Plain data. */
export interface WindowScores {
  readonly T: number;
  /** Score of the unperturbed clip. */
  readonly original: number;
  /** [T (T + 1) / 2], in the order of `windowsOf`. */
  readonly scores: readonly number[];
}

/**
 * Returns every window, ordered by length, then by first frame: T (T + 1) / 2 of them, 136 for 16 frames.
 *
 * @example
 * windowsOf(3); // [[0, 0], [1, 1], [2, 2], [0, 1], [1, 2], [0, 2]]
 */
export function windowsOf(T: number): readonly Run[] {
  return Array.from({ length: T }, (_, before) =>
    Array.from({ length: T - before }, (__, first): Run => [first, first + before]),
  ).flat();
}

/**
 * Returns the hard mask [T] of a window.
 *
 * @example
 * windowMask(4, [1, 2]); // [0, 1, 1, 0]
 */
export function windowMask(T: number, [first, last]: Run): Float32Array {
  return Float32Array.from({ length: T }, (_, t) => (t >= first && t <= last ? 1 : 0));
}

/**
 * Returns the position of a window in `windowsOf`.
 *
 * @example
 * windowIndex(3, [1, 2]); // 4
 */
export function windowIndex(T: number, [first, last]: Run): number {
  const shorter = last - first;
  return shorter * T - (shorter * (shorter - 1)) / 2 + first;
}
