/** p-values counted by hand, and drawn signs compared with them. */
import { expect, test } from "vitest";
import { signFlipTest } from "../../../src/statistics/sign-flip-test.ts";

type Test = (differences: number[]) => number;

/** Counts, among 2^n choices of signs, those whose sum is as far from 0. */
function examples(p: Test): void {
  expect(p([1, 2, 3])).toBe(2 / 8); // +++ and ---
  expect(p([1, 2, -3])).toBe(1); // the sum is 0
  expect(p([1, 1, 1, -1])).toBe(10 / 16); // sums of +-2 (4 + 4) and +-4 (1 + 1)
  expect(p([-1, -2, -3])).toBe(2 / 8);
  expect(p([0, 0, 5])).toBe(1); // zeros change nothing
  expect(p([0, 0])).toBe(1);
}

test("counts every choice of signs if there are few", () => {
  examples((differences) => signFlipTest(differences, { seed: 1 }));
});

test("is two-sided", () => {
  const oneSided: Test = (differences) => {
    const n = differences.length;
    const found = differences.reduce((sum, d) => sum + d, 0);
    const sums = Array.from({ length: 2 ** n }, (_, signs) =>
      differences.reduce((sum, d, i) => sum + ((signs >> i) & 1 ? Math.abs(d) : -Math.abs(d)), 0),
    );
    return sums.filter((sum) => sum >= found).length / 2 ** n;
  };
  expect(() => examples(oneSided)).toThrow();
});

test("drawn signs give a p-value close to the count, never 0, and repeatable", () => {
  // Ties of 20 equal sizes, 15 of one sign: P(X >= 15) + P(X <= 5) of a fair coin thrown 20 times.
  const differences = Array.from({ length: 20 }, (_, i) => (i < 15 ? 1 : -1));
  const tails = 2 * [1, 20, 190, 1140, 4845, 15504].reduce((sum, ways) => sum + ways / 2 ** 20, 0);
  const p = signFlipTest(differences, { seed: 7 });
  expect(p).toBeCloseTo(tails, 2);
  expect(signFlipTest(differences, { seed: 7 })).toBe(p);
  const all = Array.from({ length: 40 }, () => 1);
  expect(signFlipTest(all, { seed: 7, draws: 999 })).toBe(1 / 1000);
});

test("does not depend on the order of the differences", () => {
  const differences = [0.1, 0.2, 0.3, -0.4, 0.5, 0.7];
  expect(signFlipTest(differences.toReversed(), { seed: 1 })).toBe(signFlipTest(differences, { seed: 1 }));
});

test("refuses an empty sample", () => {
  expect(() => signFlipTest([], { seed: 1 })).toThrow(/empty/);
});
