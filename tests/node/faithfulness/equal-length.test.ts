/** Necessity and sufficiency on a clip whose frames 3, 4 and 5 carry the score. */
import { expect, test } from "vitest";
import { mulberry32 } from "../../../src/base/prng.ts";
import {
  compareEqualLength,
  equalLengthMasks,
  evenMask,
  drawnAlike,
  type EqualLengthMasks,
} from "../../../src/faithfulness/equal-length.ts";
import { framesOn } from "../../../src/math/mask-overlap.ts";
import { testMetric } from "../../support/metric.ts";

const scoreOf = (mask: Float32Array) => 1 - (mask[3]! + mask[4]! + mask[5]!) / 3;
const mask = [0, 0.1, 0.2, 0.8, 0.9, 0.7, 0.1, 0];
const masksOf = (of: readonly number[]) => equalLengthMasks(of, 200, mulberry32(5));

/** Random masks with one frame fewer than the mask has. */
const fewerFrames = (of: readonly number[]): EqualLengthMasks => {
  const random = mulberry32(5);
  const masks = masksOf(of);
  const fewer = masks.mask.slice();
  fewer[fewer.indexOf(1)] = 0;
  return { ...masks, random: masks.random.map(() => drawnAlike(fewer, 0, random)) };
};

testMetric(
  "the planted frames are necessary and sufficient; as many other frames take their share",
  masksOf,
  { "random masks of fewer frames": fewerFrames },
  (masks) => {
    const { on, mask: own, random, even, window } = compareEqualLength(masks(mask), scoreOf);
    expect(on).toBe(3);
    expect(own.inside).toBeCloseTo(0, 12);
    expect(own.outside).toBeCloseTo(1, 12);
    const mean = random.reduce((sum, { inside }) => sum + inside, 0) / random.length;
    expect(mean).toBeCloseTo(1 - 3 / 8, 1); // three of eight frames hold three eighths of the score
    // Frames 1, 4 and 6 hold one planted frame; inside and outside leave one third and take it.
    expect(even.inside).toBeCloseTo(2 / 3, 12);
    expect(even.outside).toBeCloseTo(1 / 3, 12);
    // Six places: they hold 0, 1, 2, 3, 2 and 1 planted frames.
    expect(window!.inside).toBeCloseTo(1 - 9 / 18, 12);
    for (const one of masks(mask).random) expect(framesOn(one, 0.5)).toBe(3);
  },
);

test("every other window as long is kept, and the mask itself is not among them", () => {
  const { windows } = compareEqualLength(masksOf(mask), scoreOf);
  // Places 0 to 5 hold 0, 1, 2, 3, 2 and 1 planted frames; the mask is place 3.
  expect(windows.map(({ inside }) => Math.round(3 * inside))).toEqual([3, 2, 1, 1, 2]);
  const gapped = compareEqualLength(masksOf([0, 0, 0, 1, 0, 1, 1, 0]), scoreOf);
  expect(gapped.windows).toHaveLength(6);
});

test("no draw is the mask, and no two are equal", () => {
  const { random, mask: own } = masksOf([0, 0, 1, 0, 0, 0, 0, 0]);
  expect(random).toHaveLength(7);
  expect(new Set([own, ...random].map(String)).size).toBe(8);
});

test("a mask with no frame on, or with all on, has no other masks of equal length", () => {
  const none = compareEqualLength(masksOf(new Array<number>(8).fill(0)), scoreOf);
  expect(none).toMatchObject({ on: 0, window: null, mask: { inside: 1, outside: 0 }, even: none.mask });
  expect([none.random, none.windows]).toEqual([[], []]);
  const all = compareEqualLength(masksOf(new Array<number>(8).fill(1)), scoreOf);
  expect(all).toMatchObject({ on: 8, mask: { inside: 0, outside: 1 }, window: all.mask, even: all.mask });
  expect([all.random, all.windows]).toEqual([[], []]);
});

test("evenMask spreads exactly the given number of frames evenly", () => {
  expect(Array.from(evenMask(8, 2))).toEqual([0, 0, 1, 0, 0, 0, 1, 0]);
  for (let on = 0; on <= 16; on++) expect(framesOn(evenMask(16, on), 0.5)).toBe(on);
});

testMetric(
  "under freeze no draw spends a frame on frame 0, or takes one from it",
  (of: readonly number[]) => equalLengthMasks(of, 50, mulberry32(8), 1),
  { "frame 0 drawn too": (of) => equalLengthMasks(of, 50, mulberry32(8)) },
  (masks) => {
    for (const first of [0, 1]) {
      const { random, on } = masks([first, 0, 0, 1, 1, 0]);
      expect(random.every((one) => one[0] === first && framesOn(one, 0.5) === on)).toBe(true);
      expect(new Set(random.map(String)).size).toBe(9); // every other choice of two of five
    }
  },
);
