import fc from "fast-check";
import { expect, test } from "vitest";
import { holm } from "../../../src/statistics/holm.ts";

test.each([
  { p: [0.04], adjusted: [0.04] }, // a single test needs no adjustment
  { p: [0.01, 0.02], adjusted: [0.02, 0.02] }, // 2 * 0.01 and 1 * 0.02; Bonferroni would give 0.04
  { p: [0.04, 0.01, 0.03], adjusted: [0.06, 0.03, 0.06] }, // 3 * 0.01, 2 * 0.03, and 0.04 rises to 0.06
  { p: [0.3, 0.4, 0.2], adjusted: [0.6, 0.6, 0.6] },
  { p: [0.5, 0.6], adjusted: [1, 1] },
  { p: [0.02, 0.02], adjusted: [0.04, 0.04] }, // equal values stay equal
  { p: [], adjusted: [] },
])("$p becomes $adjusted", ({ p, adjusted }) => {
  const found = holm(p);
  expect(found).toHaveLength(adjusted.length);
  found.forEach((value, i) => expect(value).toBeCloseTo(adjusted[i]!, 12));
});

test("what was not tested stays null and does not count", () => {
  expect(holm([null, 0.01, null, 0.02])).toEqual([null, 0.02, null, 0.02]);
});

test("never lowers a p-value, never exceeds Bonferroni's, and keeps their order", () => {
  const families = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(families, (p) => {
      const adjusted = holm(p);
      p.forEach((value, i) => {
        expect(adjusted[i]!).toBeGreaterThanOrEqual(value);
        expect(adjusted[i]!).toBeLessThanOrEqual(Math.min(1, p.length * value));
        p.forEach((other, j) => {
          if (value <= other) expect(adjusted[i]!).toBeLessThanOrEqual(adjusted[j]!);
        });
      });
    }),
  );
});
