/**
 * Measures all parts of a mask's faithfulness in turn. It is an async generator, so the caller can show progress and
 * stop between two batches or steps.
 *
 * Cost with the default preset on 16 frames: some 1500 scores of the clip for curves and equal length, 32 scores with
 * gradients for completeness, 11 searches for stability and at most 3 on shuffled models, which are searched only if
 * they react to frames. Searches from distant starts take longer to settle than the mask's own search; on the bundled
 * models, everything takes some 25 times as long as that on WASM.
 */
import { LabError } from "../base/errors.ts";
import { mapYields } from "../base/map-yields.ts";
import { fnv1a, mulberry32 } from "../base/prng.ts";
import { completenessOf } from "./completeness.ts";
import {
  againstChance,
  centreOutOrders,
  deletionMasks,
  insertionMasks,
  orderOf,
  randomOrders,
} from "../faithfulness/curves.ts";
import { compareEqualLength, equalLengthMasks, outsideOf } from "../faithfulness/equal-length.ts";
import type {
  AgainstEqualLength,
  CurveAgainstChance,
  Faithfulness,
  FaithfulnessPart,
} from "../faithfulness/faithfulness.ts";
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
  /** Number of scattered orders. Default 99: with as many, a p of 0.01 can be reached. */
  readonly orders: number;
  /** Number of scattered draws of equal length. Default 99, for the same reason. */
  readonly draws: number;
  /** Points on the path of integrated gradients; three times as many if those do not add up. Default 32. */
  readonly pathSteps: number;
}

const DEFAULT_COUNTS: Counts = { orders: 99, draws: 99, pathSteps: 32 };

/** The parts that only score hard masks. */
export interface Compared {
  readonly original: number;
  readonly everywhere: number;
  readonly deletion: CurveAgainstChance;
  readonly insertion: CurveAgainstChance;
  readonly equalLength: AgainstEqualLength;
}

/** Inputs of these parts. */
export type ToCompare = Pick<FaithfulnessSubject, "mask" | "first" | "seed">;

/**
 * Measures a mask's faithfulness.
 *
 * @throws {LabError} "shape" for a clip of fewer than 2 frames; "value" for a mask outside [0, 1] or a class score that
 *   is not a finite number.
 */
export async function* measureFaithfulness(
  subject: FaithfulnessSubject,
  counts: Counts = DEFAULT_COUNTS,
): AsyncGenerator<FaithfulnessStep, Faithfulness, void> {
  const { scorer, seed, predicted } = subject;
  const T = checked(subject.mask).length;
  const compared = yield* compareMask(subject, new HardScores(scorer), counts);
  const expected = compared.original - compared.everywhere;
  const completeness = subject.smooth
    ? yield* asPart("completeness", completenessOf(scorer, T, expected, counts.pathSteps))
    : null;
  const again = yield* asPart("stability", searchAgain(subject, randomOf(seed, "stability")));
  const randomised = yield* asPart("randomised", searchShuffled(subject));
  return { version: 2, predicted, ...compared, completeness, ...again, randomised, seed };
}

/**
 * Compares a mask with others: orders of its frames, and picks of as many frames.
 *
 * The curves of scattered orders serve twice: read backwards, an order's deletion masks are the insertion masks of the
 * reversed order, which is just as random. So deletion and insertion each get a fair sample for the cost of one.
 * Centre-out orders are scored both ways, because an order that ends in the middle is not one of them.
 *
 * @param hard  the clip's scores; masks of one clip may share them.
 */
export async function* compareMask(
  { mask, first, seed }: ToCompare,
  hard: HardScores,
  counts: Pick<Counts, "orders" | "draws"> = DEFAULT_COUNTS,
): AsyncGenerator<FaithfulnessStep, Compared, void> {
  const T = mask.length;
  const order = orderOf(mask, first);
  const [deleted, inserted] = [deletionMasks(order, T), insertionMasks(order, T)];
  const scattered = randomOrders(T, counts.orders, randomOf(seed, "curves"), first).map((one) =>
    deletionMasks(one, T),
  );
  const others = centreOutOrders(T, first).filter((one) => String(one) !== String(order));
  const centred = others.map((one) => ({ out: deletionMasks(one, T), back: insertionMasks(one, T) }));
  const curves = [...scattered, ...centred.flatMap(({ out, back }) => [out, back])];
  yield* asPart("curves", hard.learn([...deleted, ...inserted, ...curves.flat()]));

  const equal = equalLengthMasks(mask, counts.draws, randomOf(seed, "equal-length"), first);
  const compared = [equal.mask, ...equal.random, equal.even, ...equal.windows];
  yield* asPart("equal-length", hard.learn(compared.flatMap((one) => [one, outsideOf(one)])));

  const scoresOf = (masks: readonly Float32Array[]) => masks.map((one) => hard.of(one));
  const chance = scattered.map(scoresOf);
  const backwards = chance.map((scores) => scores.toReversed());
  const grown = (way: "out" | "back") => centred.map((masks) => scoresOf(masks[way]));
  return {
    original: hard.of(deleted[0]!),
    everywhere: hard.of(inserted[0]!),
    deletion: againstChance(scoresOf(deleted), chance, grown("out")),
    insertion: againstChance(scoresOf(inserted), backwards, grown("back")),
    equalLength: compareEqualLength(equal, (one) => hard.of(one)),
  };
}

function asPart<R>(part: FaithfulnessPart, run: AsyncGenerator<Done, R, void>) {
  return mapYields(run, (done): FaithfulnessStep => ({ part, ...done }));
}

/** Returns the random stream of a part. Each has its own, so its draws do not depend on how many the others make. */
function randomOf(seed: number, part: FaithfulnessPart): () => number {
  return mulberry32(fnv1a(`${seed} ${part}`));
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
