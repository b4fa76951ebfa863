/** The class score under every contiguous window: the yardstick of a search, by exhaustion. */
import type { Run } from "./mask-runs.ts";

/** Scores of the clip perturbed with each window of frames, all on inside it and off outside. Plain data. */
export interface WindowScores {
  readonly T: number;
  /** Score of the clip as filmed. */
  readonly original: number;
  /** [T (T + 1) / 2], in the order of `windowsOf`. */
  readonly scores: readonly number[];
}

/** Every window, by its length, then by its first frame: T (T + 1) / 2 of them, 136 for 16 frames. */
export function windowsOf(T: number): readonly Run[] {
  return Array.from({ length: T }, (_, before) =>
    Array.from({ length: T - before }, (__, first): Run => [first, first + before]),
  ).flat();
}

/** Hard mask [T] of a window. */
export function windowMask(T: number, [first, last]: Run): Float32Array {
  return Float32Array.from({ length: T }, (_, t) => (t >= first && t <= last ? 1 : 0));
}

/** Where a window stands in `windowsOf`. */
export function windowIndex(T: number, [first, last]: Run): number {
  const shorter = last - first;
  return shorter * T - (shorter * (shorter - 1)) / 2 + first;
}
