/**
 * Deletion and insertion curves over frames (Petsiuk, Das & Saenko, RISE, BMVC 2018), compared with centre-out and with
 * scattered orders. Plain arithmetic: the masks to score, and the curves that their scores form.
 *
 * Deletion perturbs the frames one by one, the mask's highest value first; with a good mask the score falls at once.
 * Insertion starts with every frame perturbed and restores them in the same order; the score should rise at once.
 * Frames without effect (frame 0 under freeze) are skipped: otherwise a mask that ranks them last would beat other
 * orders for that reason alone.
 *
 * Scattered orders alone are too easy to beat: a frozen frame that follows an unfrozen one repeats nearly the same
 * picture, so what takes the score is a run of frames. Centre-out orders grow one run, wherever it begins.
 */
import { shuffle } from "../base/prng.ts";
import { meanOf, summariseSample } from "../statistics/sample-summary.ts";
import type { CurveAgainstChance, ScoreCurve } from "./faithfulness.ts";

/**
 * Returns the frames from `first` on, by falling mask value; of equal values, the earlier frame comes first.
 *
 * @example
 * orderOf([0, 0.5, 1, 0.5]); // [2, 1, 3, 0]
 * orderOf([1, 0.5, 0.9], 1); // [2, 1]
 */
export function orderOf(mask: ArrayLike<number>, first = 0): number[] {
  return framesFrom(first, mask.length).sort((a, b) => mask[b]! - mask[a]! || a - b);
}

/**
 * Returns the order that begins at each frame from `first` on: the frame, then its neighbours on both sides in turn, the
 * later one first, then the frames left over on the longer side.
 *
 * @example
 * centreOutOrders(4, 1); // [[1, 2, 3], [2, 3, 1], [3, 2, 1]]
 */
export function centreOutOrders(T: number, first = 0): number[][] {
  return framesFrom(first, T).map((centre) =>
    framesFrom(first, T).sort((a, b) => Math.abs(a - centre) - Math.abs(b - centre) || b - a),
  );
}

/** Returns `count` random orders of the frames from `first` on. */
export function randomOrders(T: number, count: number, random: () => number, first = 0): number[][] {
  return Array.from({ length: count }, () => {
    const order = framesFrom(first, T);
    shuffle(order, random);
    return order;
  });
}

/** Returns n + 1 hard masks [T], with the first 0, 1, ... n frames of an order of n frames on. */
export function deletionMasks(order: readonly number[], T: number): Float32Array[] {
  const mask = new Float32Array(T);
  const masks = [mask.slice()];
  for (const frame of order) {
    mask[frame] = 1;
    masks.push(mask.slice());
  }
  return masks;
}

/** Returns n + 1 hard masks [T], with all frames on except the first 0, 1, ... n of an order of n frames. */
export function insertionMasks(order: readonly number[], T: number): Float32Array[] {
  return deletionMasks(order, T).map((mask) => mask.map((on) => 1 - on));
}

/**
 * Returns the mean height of a curve with evenly spaced points, by trapezoids: the two ends count half.
 *
 * @example
 * trapezoidArea([1, 0.5, 0]); // 0.5
 */
export function trapezoidArea(scores: readonly number[]): number {
  const n = scores.length - 1;
  const inner = scores.reduce((sum, score) => sum + score, 0) - (scores[0]! + scores[n]!) / 2;
  return inner / n;
}

/**
 * Returns a curve beside those of scattered and of centre-out orders.
 *
 * @param scattered  at least one curve.
 * @param centred    none may be of the mask's own order, so there are none if a single frame has an effect.
 */
export function againstChance(
  scores: readonly number[],
  scattered: readonly (readonly number[])[],
  centred: readonly (readonly number[])[],
): CurveAgainstChance {
  const curve: ScoreCurve = { scores, area: trapezoidArea(scores) };
  const at = (curves: readonly (readonly number[])[]) => scores.map((_, k) => curves.map((one) => one[k]!));
  return {
    ...curve,
    centred: {
      mean: centred.length === 0 ? [] : at(centred).map(meanOf),
      areas: centred.map(trapezoidArea),
    },
    chance: {
      orders: scattered.length,
      mean: at(scattered).map(meanOf),
      deviation: at(scattered).map((values) => summariseSample(values).deviation),
      areas: scattered.map(trapezoidArea),
    },
  };
}

function framesFrom(first: number, T: number): number[] {
  return Array.from({ length: T - first }, (_, i) => first + i);
}
