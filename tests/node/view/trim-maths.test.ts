import { describe, expect, test } from "vitest";
import {
  handleStep,
  movePart,
  resizePart,
  SHORTEST_PART_S,
  ticksIn,
  toTheEnd,
} from "../../../src/view/clips/trim/trim-maths.ts";

describe("the trim of a 10 s clip", () => {
  test.each([
    { wanted: [3, 8], before: [2, 8], part: [3, 8] }, // the start moved
    { wanted: [2, 5], before: [2, 8], part: [2, 5] }, // the end moved
    { wanted: [9, 8], before: [2, 8], part: [8 - SHORTEST_PART_S, 8] }, // the start cannot pass the end
    { wanted: [2, 1], before: [2, 8], part: [2, 2 + SHORTEST_PART_S] },
    { wanted: [-1, 8], before: [2, 8], part: [0, 8] },
    { wanted: [2, 12], before: [2, 8], part: [2, 10] },
  ] as const)("from $before to $wanted is $part", ({ wanted, before, part }) => {
    expect(resizePart(wanted, before, 10)).toEqual(part);
  });

  test.each([
    { by: 1, to: [3, 9] },
    { by: 5, to: [4, 10] },
    { by: -5, to: [0, 6] },
  ] as const)("moved by $by s is $to, of the same length", ({ by, to }) => {
    expect(movePart([2, 8], by, 10)).toEqual(to);
  });

  test("reaches the end with the last, shorter step of a slider", () => {
    expect(toTheEnd([0, 9.9], 10, 0.2)).toEqual([0, 10]);
    expect(toTheEnd([0, 9.7], 10, 0.2)).toEqual([0, 9.7]);
  });
});

test("a handle's step is one frame in whole milliseconds, but at least 10 ms", () => {
  expect(handleStep(1 / 30)).toBe(0.033);
  expect(handleStep(1 / 240)).toBe(0.01);
});

test("ticks mark where frames were sampled, and keep their relative places in another part", () => {
  const taken = [2.5, 3.5, 4.5, 5.5];
  expect(ticksIn(taken, [2, 6], [2, 6])).toEqual(taken);
  expect(ticksIn(taken, [2, 6], [0, 8])).toEqual([1, 3, 5, 7]);
  // A frame that began before the part is marked at its start.
  expect(ticksIn([1.9], [2, 6], [2, 6])).toEqual([2]);
});
