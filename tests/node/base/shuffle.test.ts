/** Random orders. */
import { expect } from "vitest";
import { mulberry32, shuffle } from "../../../src/base/prng.ts";
import { testMetric } from "../../support/metric.ts";

/** Swaps each place with any other: a well-known mistake that favours some orders. */
function biased(values: { readonly length: number; [i: number]: number }, random: () => number): void {
  for (let i = 0; i < values.length; i++) {
    const j = Math.floor(random() * values.length);
    [values[i], values[j]] = [values[j]!, values[i]!];
  }
}

testMetric("every order of three is drawn as often", shuffle, { biased }, (draw) => {
  const random = mulberry32(1);
  const seen = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const values = [0, 1, 2];
    draw(values, random);
    seen.set(values.join(""), (seen.get(values.join("")) ?? 0) + 1);
  }
  expect(seen.size).toBe(6);
  // 1000 each, give or take four standard deviations of 29.
  for (const count of seen.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
});
