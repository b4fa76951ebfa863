/**
 * Everything that says how far a mask can be believed, part after part: an async generator, so that whoever drives it
 * shows how far it is and stops it between two batches or steps.
 *
 * What it costs with the default preset on 16 frames: some 500 scores of the clip for curves and equal length, 32 scores
 * with gradients for completeness, and 14 searches, 11 for stability and 3 on shuffled models. Searches from far starts
 * take longer to settle than the one that is measured; on the bundled models all of it takes some 16 times as long as that.
 */
import { LabError } from "../base/errors.ts";
import { mapYields } from "../base/map-yields.ts";
import { fnv1a, mulberry32 } from "../base/prng.ts";
import { completenessOf } from "./completeness.ts";
import {
  againstChance,
  deletionMasks,
  insertionMasks,
  orderOf,
  randomOrders,
} from "../faithfulness/curves.ts";
import { compareEqualLength, equalLengthMasks, outsideOf } from "../faithfulness/equal-length.ts";
import type { Faithfulness, FaithfulnessPart } from "../faithfulness/faithfulness.ts";
import { HardScores, type Done } from "./hard-scores.ts";
import type { FaithfulnessSubject } from "./subject.ts";
import { searchAgain } from "./search-again.ts";
import { searchShuffled } from "./search-shuffled.ts";

/** How far it has come. */
export interface FaithfulnessStep extends Done {
  readonly part: FaithfulnessPart;
}

/** What decides the cost of the first three parts. */
export interface Counts {
  /** Random orders. Default 20: the fewest of which a mask can beat 95 % with one to spare. */
  readonly orders: number;
  /** Random masks of equal length. Default 100: the share beaten is then known to about 2 %. */
  readonly draws: number;
  /** Points on the path of integrated gradients, three times as many where those do not add up. Default 32. */
  readonly pathSteps: number;
}

const DEFAULT_COUNTS: Counts = { orders: 20, draws: 100, pathSteps: 32 };

/**
 * Measures a mask.
 *
 * The curves of random orders serve both ways: an order's insertion masks are the deletion masks of the same order
 * backwards, and that is as random. So deletion and insertion each have a fair sample of chance, for one sample's cost.
 *
 * @throws {LabError} "shape" for a clip of fewer than 2 frames; "value" for a mask outside [0, 1], or where a class score
 *   is not a finite number.
 */
export async function* measureFaithfulness(
  subject: FaithfulnessSubject,
  counts: Counts = DEFAULT_COUNTS,
): AsyncGenerator<FaithfulnessStep, Faithfulness, void> {
  const { scorer, first, seed } = subject;
  const mask = checked(subject.mask);
  const T = mask.length;
  const hard = new HardScores(scorer);
  const part = <R>(name: FaithfulnessPart, run: AsyncGenerator<Done, R, void>) =>
    mapYields(run, (done): FaithfulnessStep => ({ part: name, ...done }));
  // Each part draws from a stream of its own, so that its numbers do not depend on how many others were drawn.
  const randomOf = (name: FaithfulnessPart) => mulberry32(fnv1a(`${seed} ${name}`));

  const order = orderOf(mask, first);
  const orders = randomOrders(T, counts.orders, randomOf("curves"), first);
  const [deleted, inserted] = [deletionMasks(order, T), insertionMasks(order, T)];
  const byChance = orders.map((one) => deletionMasks(one, T));
  yield* part("curves", hard.learn([...deleted, ...inserted, ...byChance.flat()]));
  const scoresOf = (masks: readonly Float32Array[]) => masks.map((one) => hard.of(one));
  const chance = byChance.map(scoresOf);
  const backwards = chance.map((scores) => scores.toReversed());

  const equal = equalLengthMasks(mask, counts.draws, randomOf("equal-length"), first);
  const compared = [equal.mask, ...equal.random, equal.even, ...equal.windows];
  yield* part("equal-length", hard.learn(compared.flatMap((one) => [one, outsideOf(one)])));

  const original = hard.of(deleted[0]!);
  const everywhere = hard.of(inserted[0]!);
  return {
    original,
    everywhere,
    deletion: againstChance(scoresOf(deleted), chance),
    insertion: againstChance(scoresOf(inserted), backwards),
    equalLength: compareEqualLength(equal, (one) => hard.of(one)),
    completeness: subject.smooth
      ? yield* part("completeness", completenessOf(scorer, T, original - everywhere, counts.pathSteps))
      : null,
    stability: yield* part("stability", searchAgain(subject, randomOf("stability"))),
    randomised: yield* part("randomised", searchShuffled(subject)),
    seed,
  };
}

function checked(mask: ArrayLike<number>): ArrayLike<number> {
  if (mask.length < 2) {
    throw new LabError(
      "shape",
      `measureFaithfulness: the clip has ${mask.length} frame; a mask over time needs at least 2.`,
    );
  }
  const outside = Array.from(mask).find((m) => !(m >= 0 && m <= 1));
  if (outside !== undefined) {
    throw new LabError(
      "value",
      `measureFaithfulness: the mask holds ${outside}; its values must lie in [0, 1].`,
    );
  }
  return mask;
}
