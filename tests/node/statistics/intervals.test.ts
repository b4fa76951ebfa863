/** Intervals by hand, where they end, and where there is none. */
import { describe, expect, test } from "vitest";
import { intervalText, meanInterval, shareInterval } from "../../../src/statistics/intervals.ts";
import { labError } from "../../support/lab-error.ts";

/** 0 to n - 1. */
const counts = (n: number) => Array.from({ length: n }, (_, i) => i);
/** k ones, then zeros, n values in all. */
const ones = (k: number, n: number) => counts(n).map((i) => Number(i < k));

describe("meanInterval", () => {
  test("by hand: five zeros and five twos", () => {
    // Mean 1, squares 10 / 9, standard error sqrt(10 / 9 / 10) = 1 / 3, and t = 2.262157 for 9 degrees of freedom.
    const [low, high] = meanInterval([0, 2, 0, 2, 0, 2, 0, 2, 0, 2])!;
    expect(low).toBeCloseTo(1 - 2.262157 / 3, 6);
    expect(high).toBeCloseTo(1 + 2.262157 / 3, 6);
  });

  test("moves and stretches with the values, in any order", () => {
    const [low, high] = meanInterval(counts(12))!;
    const [movedLow, movedHigh] = meanInterval(counts(12).map((value) => 7 - 2 * value))!;
    expect(movedLow).toBeCloseTo(7 - 2 * high, 12);
    expect(movedHigh).toBeCloseTo(7 - 2 * low, 12);
  });

  test("is cut to the possible range, and only there", () => {
    const scores = [...Array.from({ length: 9 }, () => 1), 0.6];
    const [low, high] = meanInterval(scores)!;
    expect(high).toBeGreaterThan(1);
    expect(meanInterval(scores, [0, 1])).toEqual([low, 1]);
    expect(meanInterval(counts(10), [4.4, 9])![0]).toBe(4.4);
  });

  test("10 values give an interval, 9 give none", () => {
    expect(meanInterval(counts(10))).not.toBeNull();
    expect(meanInterval(counts(9))).toBeNull();
    expect(meanInterval([])).toBeNull();
  });

  test("equal values give none, however many; values that differ by more than rounding do", () => {
    expect(meanInterval(counts(50).map(() => 0.7 - 0.1))).toBeNull();
    expect(meanInterval([0.6, ...counts(9).map(() => 0.7 - 0.1)])).toBeNull(); // 0.7 - 0.1 is 0.6 - 1.1e-16
    expect(meanInterval([0.600001, ...counts(9).map(() => 0.6)])).not.toBeNull();
  });
});

describe("shareInterval", () => {
  const z2 = 1.959963984540054 ** 2;

  test("by hand: all of n is n / (n + z^2) to 1, and none is the mirror image", () => {
    const [low, high] = shareInterval(ones(10, 10))!;
    expect(low).toBeCloseTo(10 / (10 + z2), 12);
    expect(high).toBe(1);
    const none = shareInterval(ones(0, 10))!;
    expect(none[0]).toBe(0);
    expect(none[1]).toBeCloseTo(z2 / (10 + z2), 12);
  });

  test("its ends are where the share is z standard errors away, by the ends' own error", () => {
    for (const end of shareInterval(ones(4, 30))!)
      expect((4 / 30 - end) ** 2).toBeCloseTo((z2 * end * (1 - end)) / 30, 12);
  });

  test("10 values give an interval, 9 give none", () => {
    expect(shareInterval(ones(5, 10))).not.toBeNull();
    expect(shareInterval(ones(5, 9))).toBeNull();
  });

  test("refuses a value that is neither 0 nor 1", () => {
    expect(() => shareInterval([0, 1, 0.5])).toThrow(labError("value", [0.5]));
  });
});

test("intervalText gives the interval, or the reason why there is none", () => {
  expect(intervalText([-0.25, 1], 10, 2)).toBe("95 % interval −0.25 to 1.00");
  expect(intervalText(null, 9, 2)).toBe("fewer than 10 clips: no interval");
  expect(intervalText(null, 10, 2)).toBe("the same on every clip: no interval");
});
