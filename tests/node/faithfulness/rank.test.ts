/** The rank p-value, by hand. */
import { expect, test } from "vitest";
import { rankOf } from "../../../src/faithfulness/rank.ts";
import { testMetric } from "../../support/metric.ts";

const range = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

testMetric(
  "p is (b + 1) / (n + 1), and equal values count against the value",
  rankOf,
  {
    "b / n": (own: number, others: readonly number[]) => {
      const asGood = others.filter((other) => other <= own).length;
      return { asGood, of: others.length, p: asGood / others.length, lowestP: 0 };
    },
    "ties won": (own: number, others: readonly number[]) => {
      const [asGood, of] = [others.filter((other) => other < own).length, others.length];
      return { asGood, of, p: (asGood + 1) / (of + 1), lowestP: 1 / (of + 1) };
    },
  },
  (rank) => {
    expect(rank(0.2, [0.1, 0.3, 0.4])).toEqual({ asGood: 1, of: 3, p: 0.5, lowestP: 0.25 });
    expect(rank(0.2, [0.2, 0.3, 0.4])?.p).toBe(0.5);
    expect(rank(0, range(10))?.p).toBe(1 / 11);
    expect(rank(0, range(99))?.p).toBe(0.01);
  },
);

test("19 of 20 beaten is not 5 %: the old share said so, and its p is 2 / 21", () => {
  expect(rankOf(1.5, range(20))!.p).toBeCloseTo(0.095, 3);
});

test("higher can be better, rounding is not a difference, and without alternatives there is no rank", () => {
  expect(rankOf(0.2, [0.1, 0.3, 0.4], "higher")?.asGood).toBe(2);
  expect(rankOf(0.2, [0.2 + 1e-7])?.asGood).toBe(1);
  expect(rankOf(0.2, [0.2 + 1e-5])?.asGood).toBe(0);
  expect(rankOf(0.2, [])).toBeNull();
});
