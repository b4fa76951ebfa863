/**
 * Deletion and insertion curves over frames (Petsiuk, Das & Saenko, RISE, BMVC 2018), with random orders beside them.
 * Plain arithmetic: which masks to score, and what their scores make.
 *
 * Deletion perturbs the frames one by one, the mask's highest value first; a good mask makes the score fall at once.
 * Insertion begins with every frame perturbed and gives them back in the same order; the score should rise at once.
 * Under freeze, frame 0 never changes, so that its turn is a flat step of every curve, wherever it comes.
 */
import { shuffle } from "../base/prng.ts";
import { meanOf, summariseSample } from "../math/sample-summary.ts";
import type { CurveAgainstChance, ScoreCurve } from "./faithfulness.ts";

/** Frames [T] by falling mask value; of equal values the earlier frame comes first. */
export function orderOf(mask: ArrayLike<number>): number[] {
  return Array.from({ length: mask.length }, (_, t) => t).sort((a, b) => mask[b]! - mask[a]! || a - b);
}

/** `count` orders of T frames, each drawn at random. */
export function randomOrders(T: number, count: number, random: () => number): number[][] {
  return Array.from({ length: count }, () => {
    const order = Array.from({ length: T }, (_, t) => t);
    shuffle(order, random);
    return order;
  });
}

/** T + 1 hard masks: the first 0, 1, ... T frames of the order on. */
export function deletionMasks(order: readonly number[]): Float32Array[] {
  const mask = new Float32Array(order.length);
  const masks = [mask.slice()];
  for (const frame of order) {
    mask[frame] = 1;
    masks.push(mask.slice());
  }
  return masks;
}

/** T + 1 hard masks: all on but the first 0, 1, ... T frames of the order. */
export function insertionMasks(order: readonly number[]): Float32Array[] {
  return deletionMasks(order).map((mask) => mask.map((on) => 1 - on));
}

/** Mean height of a curve whose points are evenly spaced, by trapezoids: the ends count half. */
export function trapezoidArea(scores: readonly number[]): number {
  const n = scores.length - 1;
  const inner = scores.reduce((sum, score) => sum + score, 0) - (scores[0]! + scores[n]!) / 2;
  return inner / n;
}

/** A curve beside those of random orders. */
export function againstChance(
  scores: readonly number[],
  random: readonly (readonly number[])[],
  area: (scores: readonly number[]) => number = trapezoidArea,
): CurveAgainstChance {
  const curve: ScoreCurve = { scores, area: area(scores) };
  const at = scores.map((_, k) => random.map((one) => one[k]!));
  return {
    ...curve,
    chance: {
      orders: random.length,
      mean: at.map(meanOf),
      deviation: at.map((values) => summariseSample(values).deviation),
      areas: random.map(area),
    },
  };
}
