/** The change of scores, by hand. */
import { expect, test } from "vitest";
import { changeText, compareAnswers } from "../../../scripts/convert/measure.ts";

test("compares the probability of the exact model's predicted class, and counts other predictions", () => {
  const exact = [
    [0.7, 0.2, 0.1],
    [0.1, 0.5, 0.4],
    [0.3, 0.3, 0.4],
  ];
  const rounded = [
    [0.6, 0.3, 0.1], // class 0 still, 0.1 less
    [0.1, 0.3, 0.6], // class 2 instead of 1, whose probability fell by 0.2
    [0.3, 0.3, 0.4],
  ];
  const change = compareAnswers(exact, rounded);
  expect(change.most).toBeCloseTo(0.2, 12);
  expect(change.mean).toBeCloseTo(0.1, 12);
  expect(change).toMatchObject({ clips: 3, otherAnswers: 1 });
  expect(changeText(change, "uint8")).toMatch(/uint8: on 3 .* by 0.2 at most and 0.1 on average, and 1 of 3/);
  expect(changeText({ ...change, most: 1e-7 }, "uint8")).toMatch(/less than 0.00001 at most/);
});
