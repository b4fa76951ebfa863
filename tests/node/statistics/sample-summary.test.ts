import { describe, expect, test } from "vitest";
import { meanOf, quantile, summariseSample } from "../../../src/statistics/sample-summary.ts";
import { labError } from "../../support/lab-error.ts";

describe("quantile", () => {
  test.each([
    { sorted: [3], share: 0.5, expected: 3 },
    { sorted: [1, 2], share: 0.5, expected: 1.5 },
    { sorted: [1, 2, 4, 8], share: 0.25, expected: 1.75 }, // position 0.75: 1 + 0.75 * (2 - 1)
    { sorted: [1, 2, 4, 8], share: 0.75, expected: 5 }, // position 2.25: 4 + 0.25 * (8 - 4)
    { sorted: [1, 2, 4, 8], share: 0, expected: 1 },
    { sorted: [1, 2, 4, 8], share: 1, expected: 8 },
  ])("of $sorted at $share is $expected", ({ sorted, share, expected }) => {
    expect(quantile(sorted, share)).toBeCloseTo(expected, 12);
  });

  test("refuses an empty sample", () => {
    expect(() => quantile([], 0.5)).toThrow(labError("value", []));
  });
});

describe("summariseSample", () => {
  test("by hand: 2, 4, 4, 4, 5, 5, 7, 9 in any order", () => {
    // Sum 40; squared distances from 5: 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, over n - 1 = 7 (over n it would be 2).
    const summary = summariseSample([9, 4, 5, 2, 4, 7, 4, 5]);
    expect(summary).toEqual({
      n: 8,
      mean: 5,
      median: 4.5,
      deviation: Math.sqrt(32 / 7),
      quartiles: [4, 5.5],
    });
  });

  test("sorts 10 after 9, unlike text", () => {
    expect(summariseSample([10, 9, 1]).median).toBe(9);
  });

  test("one value has no spread, and the argument is not changed", () => {
    const values = [3, 1];
    summariseSample(values);
    expect(values).toEqual([3, 1]);
    expect(summariseSample([7])).toEqual({ n: 1, mean: 7, median: 7, deviation: 0, quartiles: [7, 7] });
    expect(meanOf([1, 2, 6])).toBe(3);
  });
});
