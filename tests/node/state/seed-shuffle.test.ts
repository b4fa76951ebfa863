import { expect, test } from "vitest";
import { FREE_SEEDS, seedShuffle } from "../../../src/state/seed-shuffle.ts";

test("a shuffle gives different whole numbers below the ranges of training and tests, the same for equal entropy", () => {
  const [one, same, other] = [seedShuffle(5), seedShuffle(5), seedShuffle(6)];
  const seeds = Array.from({ length: 200 }, one);
  expect(seeds).toEqual(Array.from({ length: 200 }, same));
  expect(seeds).not.toEqual(Array.from({ length: 200 }, other));
  expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < FREE_SEEDS)).toBe(true);
  expect(new Set(seeds).size).toBeGreaterThan(190);
  expect(FREE_SEEDS).toBeLessThanOrEqual(1_000_000); // training/README.md: training begins there
});
