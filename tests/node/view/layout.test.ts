/** Pure parts of the page's drawing: cells, crops, pictures and the clock's pace. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnsFor } from "../../../src/view/mask/columns-for.ts";
import { coverCrop } from "../../../src/view/player/draw-filmstrip.ts";
import { frameMs } from "../../../src/picture/frame-ms.ts";
import { historyPixels } from "../../../src/view/course/history-pixels.ts";
import { temporalMask } from "../../../src/math/mask.ts";

describe("columnsFor", () => {
  test.each([
    { T: 16, width: 800, columns: 16 },
    { T: 16, width: 384, columns: 16 }, // 24 px each: just enough
    { T: 16, width: 383, columns: 8 },
    { T: 16, width: 0, columns: 16 }, // not measured yet
    { T: 64, width: 800, columns: 32 },
  ])("$T frames on $width px: $columns per row", ({ T, width, columns }) => {
    expect(columnsFor(T, width)).toBe(columns);
  });

  test("never makes a cell narrower than 24 px where one fits", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 512 }), fc.integer({ min: 24, max: 4000 }), (T, width) => {
        expect(width / columnsFor(T, width)).toBeGreaterThanOrEqual(24);
      }),
    );
  });
});

describe("coverCrop", () => {
  test.each([
    { W: 320, H: 240, ratio: 1, crop: [40, 0, 240, 240] },
    { W: 240, H: 320, ratio: 1, crop: [0, 40, 240, 240] },
    { W: 320, H: 240, ratio: 4 / 3, crop: [0, 0, 320, 240] },
  ])("of $W x $H for a cell of $ratio", ({ W, H, ratio, crop }) => {
    expect(coverCrop(W, H, ratio)).toEqual(crop);
  });
});

test("the history of a mask is a picture with one row per step, as opaque as the mask", () => {
  const moment = (values: number[]) => ({
    step: 1,
    loss: 1,
    l1: 0,
    tv: 0,
    classScore: 1,
    mask: temporalMask(values),
  });
  const pixels = historyPixels([moment([0, 1]), moment([0.5, 0])]);
  expect([3, 7, 11, 15].map((alpha) => pixels[alpha])).toEqual([0, 255, 128, 0]);
  expect(historyPixels([])).toHaveLength(4);
});

describe("frameMs", () => {
  test.each([
    { durationS: 2, T: 16, ms: 125 },
    { durationS: 0, T: 16, ms: 125 }, // a still
    { durationS: 60, T: 16, ms: 500 }, // a long clip does not crawl
    { durationS: 0.1, T: 16, ms: 1000 / 30 }, // a short one does not flicker
  ])("$T frames over $durationS s: $ms ms each", ({ durationS, T, ms }) => {
    expect(frameMs(durationS, T)).toBeCloseTo(ms, 10);
  });
});
