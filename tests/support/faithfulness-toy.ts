/** A mask to judge on a toy whose right answers are known: planted frames alone carry the score. */
import type { FaithfulnessSubject, OpenScorer } from "../../src/measure/subject.ts";
import { PRESETS } from "../../src/math/search-settings.ts";
import { plantedScorer } from "./planted-scorer.ts";

/** Frames of the toy clip, and those that carry its score. */
export const TOY_T = 10;
export const TOY_PLANTED = [4, 5, 6];

/** The hard mask [TOY_T] of some frames. */
export const maskOf = (frames: readonly number[]): number[] =>
  Array.from({ length: TOY_T }, (_, t) => Number(frames.includes(t)));

/** Counts what is opened and not yet disposed. */
export const openCount = { now: 0, ever: 0 };

function open(planted: readonly number[]): OpenScorer {
  openCount.now += 1;
  openCount.ever += 1;
  return { scorer: plantedScorer(planted, TOY_T), dispose: () => void (openCount.now -= 1) };
}

/**
 * The mask of the planted frames, on a clip whose moved versions have them moved, and on a model that knows less of them
 * the more of it is shuffled.
 *
 * @param shuffled  what the models with shuffled weights look at, from the logits down.
 */
export function faithfulnessToy(
  shuffled: readonly (readonly number[])[] = [
    [5, 6, 7],
    [0, 1],
  ],
  mask: ArrayLike<number> = maskOf(TOY_PLANTED),
): FaithfulnessSubject {
  const moved = (later: number) => TOY_PLANTED.map((t) => t + later);
  return {
    mask,
    scorer: plantedScorer(TOY_PLANTED, TOY_T),
    first: 0,
    smooth: true,
    settings: PRESETS.default,
    shifts: [
      { text: "one frame later", later: 1, open: () => open(moved(1)) },
      { text: "one frame earlier", later: -1, open: () => open(moved(-1)) },
    ],
    shuffled: shuffled.map((planted, i) => ({ downTo: `layer ${i + 1}`, open: () => open(planted) })),
    seed: 3,
    startsAtOnce: 2,
    mostStepsPerRead: 1,
  };
}
