/**
 * Yes/no masks in the order of their regulariser r(m) = lambda1 n + lambda2 k, for n frames on and k changes between
 * neighbours: the first two terms of a search's loss (`math/mask-loss.ts`), which need no model. An exact search tries
 * masks in this order and stops once r(m) alone reaches the lowest loss found.
 *
 * A mask is skipped if another one perturbs the clip in the same way for a lower r(m). Under freeze, frame 0 never
 * changes; under reverse, neither does a run of one frame. Each perturbed clip is so scored once, and the mask of the
 * lowest loss is never skipped.
 */
import { LabError } from "../base/errors.ts";
import type { OperatorName } from "./operator.ts";

/** Masks to list: all, those with at most one run of frames that are on, or those with several. */
export type RunsWanted = "any" | "at-most-one" | "several";

/** Weights of the regulariser; each pair of neighbours counts once. */
export interface OrderWeights {
  readonly lambda1: number;
  readonly lambda2: number;
}

/** What is known of the lowest loss once some masks have been scored in order. */
export interface Proof {
  /** True if no mask of all 2^T has a lower loss than the best one scored. */
  readonly proven: boolean;
  /** No mask has a loss below this; the best mask's own loss if that is proven to be the lowest. */
  readonly lowerBound: number;
  /** Number of masks scored. */
  readonly evaluations: number;
}

/** Returns whether each value of a mask is 0 or 1. */
export function isYesNo(mask: ArrayLike<number>): boolean {
  return Array.from(mask).every((m) => m === 0 || m === 1);
}

/** All masks of one shape cost the same. */
interface MaskShape {
  /** Frames on. */
  readonly on: number;
  /** Changes between neighbours; the mask has one block more, on and off by turns. */
  readonly changes: number;
  readonly cost: number;
}

/** Masks of a shape that begin with a block that is on, or off. */
interface Blocks {
  readonly startsOn: boolean;
  /** Frames that are on and off, the number of blocks they form, and the least length of each block. */
  readonly on: Parts;
  readonly off: Parts;
}

/** An ordered division of `total` frames into `count` blocks. */
interface Parts {
  readonly total: number;
  readonly count: number;
  /** Least length of the first block, and of the others. */
  readonly first: number;
  readonly others: number;
}

/**
 * Yields the masks, cheapest first; of equal cost, those with fewer frames on first. Nothing is listed in advance, so
 * the generator can be left at any time.
 *
 * @param T     number of frames, at least 1.
 * @param runs  masks to list; default: all.
 * @throws {LabError} "value" for a negative weight or one that is not finite, "shape" for T < 1.
 *
 * @example
 * [...masksInOrder(2, { lambda1: 1, lambda2: 3 }, "blur")].map(({ mask }) => mask.join("")); // ["00", "11", "01", "10"]
 */
export function* masksInOrder(
  T: number,
  weights: OrderWeights,
  operator: OperatorName,
  runs: RunsWanted = "any",
): Generator<{ readonly mask: Float32Array; readonly cost: number }, void> {
  for (const shape of shapesInOrder(T, weights)) {
    for (const blocks of blocksOf(shape, T, weights, operator)) {
      if (runs !== "any" && (runs === "several") !== blocks.on.count > 1) continue;
      for (const on of divisions(blocks.on)) {
        for (const off of divisions(blocks.off)) {
          yield { mask: maskOfBlocks(T, blocks.startsOn, on, off), cost: shape.cost };
        }
      }
    }
  }
}

/**
 * Returns how many of these masks cost less than a bound: as many as an exact search has to try if that is the lowest
 * loss.
 *
 * @example
 * countBelow(16, { lambda1: 0.01, lambda2: 0.02 }, "blur", 0.1); // 159
 */
export function countBelow(T: number, weights: OrderWeights, operator: OperatorName, bound: number): number {
  let count = 0;
  for (const shape of shapesInOrder(T, weights)) {
    if (shape.cost >= bound) break;
    for (const { on, off } of blocksOf(shape, T, weights, operator)) {
      count += countDivisions(on) * countDivisions(off);
    }
  }
  return count;
}

function shapesInOrder(T: number, { lambda1, lambda2 }: OrderWeights): MaskShape[] {
  if (T < 1) throw new LabError("shape", `masksInOrder: T is ${T}; a mask needs at least one frame.`);
  for (const [name, weight] of Object.entries({ lambda1, lambda2 })) {
    if (weight >= 0 && Number.isFinite(weight)) continue;
    throw new LabError("value", `masksInOrder: ${name} is ${weight}; it must be a number of at least 0.`);
  }
  const shapes: MaskShape[] = [];
  for (let on = 0; on <= T; on++) {
    // Each block of the rarer kind has a change on either side.
    const most = Math.min(2 * Math.min(on, T - on), T - 1);
    const least = Math.min(most, 1);
    for (let changes = least; changes <= most; changes++) {
      shapes.push({ on, changes, cost: lambda1 * on + lambda2 * changes });
    }
  }
  return shapes.sort((a, b) => a.cost - b.cost || a.on - b.on);
}

/** Returns the one or two ways in which masks of a shape can begin, without those that the order skips. */
function blocksOf(
  { on, changes }: MaskShape,
  T: number,
  { lambda1, lambda2 }: OrderWeights,
  operator: OperatorName,
): Blocks[] {
  // A frozen frame 0 costs lambda1 and saves the change before a run that starts at frame 1.
  const freezes = operator === "freeze";
  const frozenFirst = freezes && lambda1 < lambda2;
  const leastRun = operator === "reverse" ? 2 : 1;
  return [false, true].flatMap((startsOn): Blocks[] => {
    if (freezes && startsOn && (T === 1 || !frozenFirst)) return [];
    const leastFirst = T > 1 && frozenFirst ? 2 : 1;
    const blocks = changes + 1;
    const onBlocks = startsOn ? Math.ceil(blocks / 2) : Math.floor(blocks / 2);
    const onParts = {
      total: on,
      count: onBlocks,
      first: startsOn ? Math.max(leastFirst, leastRun) : leastRun,
      others: leastRun,
    };
    const offParts = {
      total: T - on,
      count: blocks - onBlocks,
      first: startsOn ? 1 : leastFirst,
      others: 1,
    };
    return [{ startsOn, on: onParts, off: offParts }];
  });
}

/** Yields the lengths of the blocks for each division. */
function* divisions({ total, count, first, others }: Parts): Generator<number[], void> {
  if (count === 0) {
    if (total === 0) yield [];
    return;
  }
  if (count === 1) {
    if (total >= first) yield [total];
    return;
  }
  for (let length = first; length <= total - others * (count - 1); length++) {
    for (const rest of divisions({ total: total - length, count: count - 1, first: others, others })) {
      yield [length, ...rest];
    }
  }
}

/** Returns the number of divisions: ways to hand out the frames beyond each block's least length. */
function countDivisions({ total, count, first, others }: Parts): number {
  if (count === 0) return total === 0 ? 1 : 0;
  const free = total - first - others * (count - 1);
  return free < 0 ? 0 : choose(free + count - 1, count - 1);
}

/** Returns the binomial coefficient. */
function choose(n: number, k: number): number {
  let result = 1;
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i;
  return Math.round(result);
}

function maskOfBlocks(
  T: number,
  startsOn: boolean,
  on: readonly number[],
  off: readonly number[],
): Float32Array {
  const mask = new Float32Array(T);
  let t = 0;
  const [first, second] = startsOn ? [on, off] : [off, on];
  for (let i = 0; i < first.length + second.length; i++) {
    const isOn = startsOn === (i % 2 === 0);
    const length = (i % 2 === 0 ? first : second)[Math.floor(i / 2)]!;
    if (isOn) mask.fill(1, t, t + length);
    t += length;
  }
  return mask;
}
