/**
 * Deletion and insertion curves over frames (Petsiuk, Das & Saenko, RISE, BMVC 2018), with random orders beside them.
 * Plain arithmetic: which masks to score, and what their scores make.
 *
 * Deletion perturbs the frames one by one, the mask's highest value first; a good mask makes the score fall at once.
 * Insertion begins with every frame perturbed and gives them back in the same order; the score should rise at once.
 * Frames without effect (frame 0 under freeze) take no turn: a mask that leaves them to the end would otherwise beat
 * random orders by that alone.
 */
import { shuffle } from "../base/prng.ts";
import { meanOf, summariseSample } from "../math/sample-summary.ts";
import type { CurveAgainstChance, ScoreCurve } from "./faithfulness.ts";

/** Frames from `first` on, by falling mask value; of equal values the earlier frame comes first. */
export function orderOf(mask: ArrayLike<number>, first = 0): number[] {
  return framesFrom(first, mask.length).sort((a, b) => mask[b]! - mask[a]! || a - b);
}

/** `count` orders of the frames from `first` on, each drawn at random. */
export function randomOrders(T: number, count: number, random: () => number, first = 0): number[][] {
  return Array.from({ length: count }, () => {
    const order = framesFrom(first, T);
    shuffle(order, random);
    return order;
  });
}

/** Hard masks [T]: the first 0, 1, ... n frames of an order of n on. */
export function deletionMasks(order: readonly number[], T: number): Float32Array[] {
  const mask = new Float32Array(T);
  const masks = [mask.slice()];
  for (const frame of order) {
    mask[frame] = 1;
    masks.push(mask.slice());
  }
  return masks;
}

/** Hard masks [T]: all on but the first 0, 1, ... n frames of an order of n. */
export function insertionMasks(order: readonly number[], T: number): Float32Array[] {
  return deletionMasks(order, T).map((mask) => mask.map((on) => 1 - on));
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

function framesFrom(first: number, T: number): number[] {
  return Array.from({ length: T - first }, (_, i) => first + i);
}
