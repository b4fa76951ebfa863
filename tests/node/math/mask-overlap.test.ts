import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { framesOn, maskOverlap } from "../../../src/math/mask-overlap.ts";

describe("maskOverlap", () => {
  test.each([
    { a: [0, 1, 1, 0], b: [0, 1, 1, 0], iou: 1 },
    { a: [0, 1, 1, 0], b: [0, 0, 1, 1], iou: 1 / 3 },
    { a: [1, 0, 0, 0], b: [0, 0, 0, 1], iou: 0 },
    { a: [0, 0, 0, 0], b: [0, 0, 0, 1], iou: 0 },
    { a: [0, 0.5, 0.51, 0], b: [0, 0.9, 0.9, 0], iou: 1 / 2 }, // on is above the threshold, not at it
  ])("of $a and $b is $iou", ({ a, b, iou }) => {
    expect(maskOverlap(a, b, 0.5)).toBeCloseTo(iou, 12);
  });

  test("is null for two masks with no frame on", () => {
    expect(maskOverlap([0, 0.2], [0.5, 0], 0.5)).toBeNull();
  });

  test("does not depend on the order", () => {
    const masks = fc.integer({ min: 1, max: 20 }).chain((T) => {
      const mask = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: T, maxLength: T });
      return fc.tuple(mask, mask);
    });
    fc.assert(
      fc.property(masks, ([a, b]) => {
        expect(maskOverlap(a, b, 0.5)).toBe(maskOverlap(b, a, 0.5));
      }),
    );
  });

  test("throws a bug for masks of different lengths", () => {
    expect(() => maskOverlap([0, 1], [0, 1, 1], 0.5)).toThrow(/bug: .*2 and 3/);
  });
});

test("framesOn counts values above the threshold", () => {
  expect([framesOn([], 0.5), framesOn([0.5, 0.6, 1, 0], 0.5)]).toEqual([0, 2]);
});
