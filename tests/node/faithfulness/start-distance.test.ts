/** The distance of a search's mask from its start. */
import { expect, test } from "vitest";
import { startDistance, type StartDistance } from "../../../src/faithfulness/start-distance.ts";
import { testMetric } from "../../support/metric.ts";

const start = [false, false, true, true, false, false];

test("frames that switched on or off are counted", () => {
  expect(startDistance([0, 0.4, 0.6, 0.1, 0.9, 0], start)).toEqual({
    changed: 2,
    overlap: 1 / 3,
    left: true,
  });
});

testMetric(
  "a mask with the same frames on as its start has not left it, whatever its values",
  startDistance,
  { "values compared with 0 and 1": byValue },
  (distance) => {
    expect(distance([0, 0.3, 0.7, 0.51, 0.2, 0], start)).toEqual({ changed: 0, overlap: 1, left: false });
  },
);

test("frame 0 counts only if the operator can change it", () => {
  const mask = [1, 0, 1, 1, 0, 0];
  expect(startDistance(mask, start).left).toBe(false);
  expect(startDistance(mask, start, "reverse").left).toBe(true);
});

test("the overlap is null if neither has a frame on", () => {
  expect(startDistance([0, 0], [false, false])).toEqual({ changed: 0, overlap: null, left: false });
});

function byValue(mask: ArrayLike<number>, from: readonly boolean[]): StartDistance {
  const changed = from.filter((on, t) => Number(on) !== mask[t]).length;
  return { changed, overlap: 1, left: changed > 0 };
}
