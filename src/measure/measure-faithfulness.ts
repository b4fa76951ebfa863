/**
 * Measures all parts of a mask's faithfulness in turn. It is an async generator, so the caller can show progress and
 * stop between two batches or steps.
 *
 * Cost with the default preset on 16 frames: some 500 scores of the clip for curves and equal length, 32 scores with
 * gradients for completeness, and 14 searches: 11 for stability and 3 on shuffled models. Searches from distant starts
 * take longer to settle than the mask's own search; on the bundled models, everything takes some 16 times as long as
 * that.
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

/** Progress of the measurement. */
export interface FaithfulnessStep extends Done {
  readonly part: FaithfulnessPart;
}

/** Sample sizes, which decide the cost of the first three parts. */
export interface Counts {
  /** Number of random orders. Default 20: the smallest number of which a mask can lose to one and still beat 95 %. */
  readonly orders: number;
  /** Number of random masks of equal length. Default 100: the share beaten is then known to about 2 %. */
  readonly draws: number;
  /** Points on the path of integrated gradients; three times as many if those do not add up. Default 32. */
  readonly pathSteps: number;
}

const DEFAULT_COUNTS: Counts = { orders: 20, draws: 100, pathSteps: 32 };

/**
 * Measures a mask's faithfulness.
 *
 * The curves of random orders serve twice: read backwards, an order's deletion masks are the insertion masks of the
 * reversed order, which is just as random. So deletion and insertion each get a fair sample of chance for the cost of
 * one.
 *
 * @throws {LabError} "shape" for a clip of fewer than 2 frames; "value" for a mask outside [0, 1] or a class score that
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
  // Each part has its own random stream, so its draws do not depend on how many the other parts make.
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
      `measureFaithfulness: the clip has ${mask.length} frame; a temporal mask needs at least 2.`,
    );
  }
  const outside = Array.from(mask).find((m) => !(m >= 0 && m <= 1));
  if (outside !== undefined) {
    throw new LabError(
      "value",
      `measureFaithfulness: the mask contains ${outside}; its values must lie in [0, 1].`,
    );
  }
  return mask;
}
