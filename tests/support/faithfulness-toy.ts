/** A toy for faithfulness measurements whose correct answers are known: planted frames alone carry the score. */
import type { FaithfulnessSubject, OpenScorer } from "../../src/measure/subject.ts";
import { PRESETS } from "../../src/math/search-settings.ts";
import { plantedScorer } from "./planted-scorer.ts";

/** Number of frames in the toy clip. */
export const TOY_T = 10;
/** Frames that carry the toy's score. */
export const TOY_PLANTED = [4, 5, 6];

/** Returns the hard mask [TOY_T] of some frames. */
export const maskOf = (frames: readonly number[]): number[] =>
  Array.from({ length: TOY_T }, (_, t) => Number(frames.includes(t)));

/** Counts the scorers open now, and those ever opened. */
export const openCount = { now: 0, ever: 0 };

function open(planted: readonly number[]): OpenScorer {
  openCount.now += 1;
  openCount.ever += 1;
  return { scorer: plantedScorer(planted, TOY_T), dispose: () => void (openCount.now -= 1) };
}

/**
 * Returns a measurement of a mask, by default that of the planted frames. In shifted clips the planted frames shift
 * too; on shuffled models other frames carry the score.
 *
 * @param shuffled  frames that carry the score on each shuffled model, from the logits down.
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
    predicted: { name: "planted", score: 0.9975, isTarget: true },
    first: 0,
    smooth: true,
    settings: PRESETS.default,
    shifts: [
      { text: "one frame later", later: 1, open: () => open(moved(1)) },
      { text: "one frame earlier", later: -1, open: () => open(moved(-1)) },
    ],
    shuffled: shuffled.map((planted, i) => ({
      downTo: `layer ${i + 1}`,
      open: () => Promise.resolve({ ...open(planted), className: `class ${i + 1}` }),
    })),
    seed: 3,
    startsAtOnce: 2,
    mostStepsPerRead: 1,
  };
}
