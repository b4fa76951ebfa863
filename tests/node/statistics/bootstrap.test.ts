import { describe, expect, test } from "vitest";
import { mulberry32 } from "../../../src/base/prng.ts";
import { bootstrapMean } from "../../../src/statistics/bootstrap.ts";
import { labError } from "../../support/lab-error.ts";

describe("bootstrapMean", () => {
  test("draws with replacement: for 0 and 1 the means are 0, 1/2, 1/2, 1 by quarters", () => {
    // The 12.5 % quantile lies in the quarter of zeros, the 35 % quantile in the half of 1/2.
    expect(bootstrapMean([0, 1], { seed: 1, level: 0.75 })).toEqual([0, 1]);
    expect(bootstrapMean([0, 1], { seed: 1, level: 0.3 })).toEqual([0.5, 0.5]);
    // Drawing without replacement would always give the mean, and width 0.
  });

  test("is as wide as normal theory predicts, for a large sample", () => {
    const random = mulberry32(5);
    const values = Array.from({ length: 400 }, () => random()); // uniform: variance 1/12
    const [low, high] = bootstrapMean(values, { seed: 2 });
    const half = 1.96 * Math.sqrt(1 / 12 / 400);
    expect((high - low) / 2).toBeGreaterThan(0.9 * half);
    expect((high - low) / 2).toBeLessThan(1.1 * half);
    const mean = values.reduce((a, b) => a + b) / 400;
    expect((low + high) / 2).toBeCloseTo(mean, 2);
  });

  test("the same seed gives the same interval, another seed another one", () => {
    const values = [0.3, 1.7, 2.2, 0.1, 4.9, 3.3, 0.8];
    expect(bootstrapMean(values, { seed: 3 })).toEqual(bootstrapMean(values, { seed: 3 }));
    expect(bootstrapMean(values, { seed: 3 })).not.toEqual(bootstrapMean(values, { seed: 4 }));
  });

  test("1 to 7: matches a script in another language with the same seed", () => {
    const [low, high] = bootstrapMean([1, 2, 3, 4, 5, 6, 7], { seed: 7 });
    expect([low, high].map((end) => Math.round(end * 7))).toEqual([18, 38]);
  });

  test("equal values and a single value give an interval of width 0", () => {
    expect(bootstrapMean([2, 2, 2], { seed: 1 })).toEqual([2, 2]);
    expect(bootstrapMean([5], { seed: 1 })).toEqual([5, 5]);
  });

  test("refuses an empty sample and a level outside (0, 1)", () => {
    expect(() => bootstrapMean([], { seed: 1 })).toThrow(labError("value", []));
    expect(() => bootstrapMean([1], { seed: 1, level: 1 })).toThrow(labError("value", [1]));
    expect(() => bootstrapMean([1], { seed: 1, level: 0 })).toThrow(labError("value", [0]));
  });
});
