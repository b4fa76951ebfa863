/** Overlaps by hand. */
import { expect, test } from "vitest";
import { estimate, overlapsOf } from "../../../scripts/evaluate/overlap.ts";

test("a mask that is the event overlaps wholly; a block in the middle and blocks anywhere less", () => {
  // Event and mask: frames 0 and 1 of 6. The centred block is 2 and 3; the five blocks of two have 1, 1/3, 0, 0, 0.
  const { mask, centred, anywhere } = overlapsOf([1, 0.6, 0.5, 0, 0, 0], [0, 1]);
  expect(mask).toBe(1);
  expect(centred).toBe(0);
  expect(anywhere).toBeCloseTo(4 / 15, 12);
});

test("overlap is intersection over union: two frames of three in common with four", () => {
  expect(overlapsOf([0, 1, 1, 1, 0, 0], [2, 5]).mask).toBeCloseTo(2 / 5, 12);
});

test("a mask with no frame on overlaps nothing, and neither do blocks of no length", () => {
  expect(overlapsOf([0, 0, 0.4, 0], [1, 2])).toEqual({ mask: 0, centred: 0, anywhere: 0 });
});

test("the interval of equal values is that value; of others it holds the mean, the same each time", () => {
  expect(estimate([0.25, 0.25, 0.25])).toEqual({ mean: 0.25, low: 0.25, high: 0.25 });
  const values = [0, 0.1, 0.2, 0.9, 1];
  const { mean, low, high } = estimate(values);
  expect(mean).toBeCloseTo(0.44, 12);
  expect(low).toBeGreaterThanOrEqual(0);
  expect(low).toBeLessThan(mean);
  expect(high).toBeGreaterThan(mean);
  expect(estimate(values)).toEqual({ mean, low, high });
});
