import { expect, test } from "vitest";
import { tLimit } from "../../../src/statistics/student-t.ts";
import { labError } from "../../support/lab-error.ts";

test.each([0.1, 0.5, 0.9, 0.99])("at level %f: the closed forms for 1 and 2 degrees of freedom", (level) => {
  // P(|t| <= L) is 2 atan(L) / pi for 1 degree, and L / sqrt(2 + L^2) for 2.
  expect(tLimit(level, 1)).toBeCloseTo(Math.tan((level * Math.PI) / 2), 10);
  expect(tLimit(level, 2)).toBeCloseTo(level * Math.sqrt(2 / (1 - level ** 2)), 10);
});

test.each([
  { degrees: 9, limit: "2.262" },
  { degrees: 10, limit: "2.228" },
  { degrees: 29, limit: "2.045" },
  { degrees: 30, limit: "2.042" },
])("$degrees degrees of freedom: $limit, as printed tables have it", ({ degrees, limit }) => {
  expect(tLimit(0.95, degrees).toFixed(3)).toBe(limit);
});

test("refuses levels and degrees of freedom out of range", () => {
  expect(() => tLimit(0, 9)).toThrow(labError("value", ["level is 0"]));
  expect(() => tLimit(1, 9)).toThrow(labError("value", ["level is 1"]));
  expect(() => tLimit(0.95, 0)).toThrow(labError("value", ["0 degrees"]));
  expect(() => tLimit(0.95, 1.5)).toThrow(labError("value", ["1.5 degrees"]));
});
