/** Shifting a clip, and shifting its masks back. */
import { expect, test } from "vitest";
import { movedBack } from "../../../src/measure/search-again.ts";
import { shiftFrames } from "../../../src/measure/shift-frames.ts";
import { testMetric } from "../../support/metric.ts";

/** [3, 1, 3, 3]: each pixel encodes its frame and column. */
const stack = {
  T: 3,
  H: 1,
  W: 3,
  data: Uint8Array.from({ length: 27 }, (_, i) => 10 * Math.floor(i / 9) + Math.floor((i % 9) / 3)),
};
const firsts = (moved: { data: Uint8Array }) => Array.from(moved.data).filter((_, i) => i % 3 === 0);

test.each([
  { shift: { later: 0, right: 0 }, expected: [0, 1, 2, 10, 11, 12, 20, 21, 22] },
  { shift: { later: 1, right: 0 }, expected: [0, 1, 2, 0, 1, 2, 10, 11, 12] },
  { shift: { later: -1, right: 0 }, expected: [10, 11, 12, 20, 21, 22, 20, 21, 22] },
  { shift: { later: 0, right: 1 }, expected: [0, 0, 1, 10, 10, 11, 20, 20, 21] },
])("moved by $shift, the edge repeats", ({ shift, expected }) => {
  expect(firsts(shiftFrames(stack, shift))).toEqual(expected);
});

testMetric(
  "a mask found on the shifted clip becomes the clip's own mask again",
  movedBack,
  {
    "not shifted back": (mask: ArrayLike<number>) => Array.from(mask),
    "shifted in the wrong direction": (mask: ArrayLike<number>, later: number) => movedBack(mask, -later),
  },
  (back) => {
    const own = [0, 0, 1, 1, 0, 0];
    expect(back([0, 0, 0, 1, 1, 0], 1)).toEqual(own);
    expect(back([0, 1, 1, 0, 0, 0], -1)).toEqual(own);
    expect(back(own, 0)).toEqual(own);
  },
);
