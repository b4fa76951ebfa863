/** The live figures of the method page show what the lab's own maths computes. */
import { describe, expect, test } from "vitest";
import { freezeMatrix } from "../../../src/math/freeze.ts";
import { reverseMatrix } from "../../../src/math/reverse.ts";
import { PRESETS } from "../../../src/math/search-settings.ts";
import { shownFrames, sourcesIn } from "../../../src/view/method/figures/freeze-figure-data.ts";
import { stackedAreas } from "../../../src/view/method/figures/stacked-areas.ts";
import { searchToy, TOY_STEPS, TOY_T, toyScore } from "../../../src/view/method/loss-toy.ts";

const maskOf = (first: number, last: number, value = 1) =>
  Array.from({ length: TOY_T }, (_, t) => (t >= first && t <= last ? value : 0));
const mains = (weights: ArrayLike<number> | null) => shownFrames(weights).map(({ main }) => main + 1);

describe("the figure of freeze and reverse", () => {
  test("shows the clip itself, a frozen run, and a reversed one", () => {
    const mask = maskOf(2, 5);
    expect(mains(null).slice(0, 8)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(mains(freezeMatrix(mask)).slice(0, 8)).toEqual([1, 2, 2, 2, 2, 2, 7, 8]);
    expect(mains(reverseMatrix(mask)).slice(0, 8)).toEqual([1, 2, 6, 5, 4, 3, 7, 8]);
  });

  test("says what a soft mask mixes, largest share first", () => {
    expect(sourcesIn(freezeMatrix(maskOf(2, 2, 0.75)), 2)).toBe("75 % of frame 2 and 25 % of frame 3");
    expect(sourcesIn(freezeMatrix(maskOf(2, 2)), 2)).toBe("frame 2");
    expect(sourcesIn(freezeMatrix(maskOf(1, 9, 0.6)), 6)).toMatch(/, .* and smaller parts of others$/);
  });
});

describe("the toy of the loss", () => {
  const weights = PRESETS.default;

  test("its model sees the event, but not once everything is frozen", () => {
    expect(toyScore(maskOf(1, 0)).score).toBeGreaterThan(0.95);
    expect(toyScore(maskOf(0, 15)).score).toBeLessThan(0.05);
  });

  test("its gradient matches finite differences of its score", () => {
    const mask = Array.from({ length: TOY_T }, (_, t) => 0.1 + 0.05 * t);
    const { gradient } = toyScore(mask);
    for (let t = 0; t < TOY_T; t++) {
      const at = (by: number) => toyScore(mask.with(t, mask[t]! + by)).score;
      expect(gradient[t]).toBeCloseTo((at(1e-3) - at(-1e-3)) / 2e-3, 2);
    }
  });

  test("the search lowers the loss, and a higher price for frames masks fewer of them", () => {
    const length = (lambda1: number) =>
      searchToy({ ...weights, lambda1 })
        .at(-1)!
        .mask.reduce((sum, m) => sum + m, 0);
    const steps = searchToy(weights);
    expect(steps).toHaveLength(TOY_STEPS);
    expect(steps.at(-1)!.loss).toBeLessThan(steps[0]!.loss / 2);
    expect(length(0)).toBeGreaterThan(length(weights.lambda1) + 2);
    expect(length(weights.lambda1)).toBeGreaterThan(length(0.4) + 1);
  });

  test("the terms add up to the loss at every step", () => {
    for (const { loss, l1, tv, classScore } of searchToy(weights))
      expect(loss).toBeCloseTo(l1 + tv + classScore, 12);
  });
});

test("areas stack from the lower edge up to the highest total", () => {
  const box = { width: 10, height: 10, top: 4 };
  expect(
    stackedAreas(
      [
        [1, 2],
        [3, 1],
      ],
      box,
    ),
  ).toEqual(["M0.00 7.50L10.00 5.00L10.00 10.00L0.00 10.00Z", "M0.00 0.00L10.00 2.50L10.00 5.00L0.00 7.50Z"]);
});
