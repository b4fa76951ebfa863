/** Heat over frames, against values worked out by hand. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { viridis } from "../../../src/math/colour-map.ts";
import { dimUnseen, heatOf, layHeat, peakOf } from "../../../src/picture/heat.ts";

const ALL = { x0: 0, y0: 0, x1: 1, y1: 1 };

/** Two cells in time, one row of two cells: 0 and 4, later 4 and 8. */
const CAM = { T: 2, h: 1, w: 2, values: Float32Array.of(0, 4, 4, 8) };

describe("heatOf", () => {
  test.each([
    // Four pixels over two cells: centres at -0.25, 0.25, 0.75 and 1.25 of a cell; the outer ones are clamped.
    { t: 0, T: 2, expected: [0, 0.125, 0.375, 0.5] },
    { t: 1, T: 2, expected: [0.5, 0.625, 0.875, 1] },
    // Frame 1 of 3 lies midway between the two.
    { t: 1, T: 3, expected: [0.25, 0.375, 0.625, 0.75] },
  ])("frame $t of $T", ({ t, T, expected }) => {
    expect([...heatOf(CAM, { t, T, H: 1, W: 4, peak: peakOf(CAM), visible: ALL })]).toEqual(expected);
  });

  test("covers only the part that the model sees: the middle two of four columns", () => {
    const middle = { x0: 0.25, y0: 0, x1: 0.75, y1: 1 };
    const heat = heatOf(CAM, { t: 1, T: 2, H: 1, W: 4, peak: 8, visible: middle });
    expect([...heat]).toEqual([0, 0.5, 1, 0]);
  });

  test("a map without heat is 0 everywhere, not NaN", () => {
    const cold = { ...CAM, values: new Float32Array(4) };
    expect(peakOf(cold)).toBe(0);
    expect([...heatOf(cold, { t: 0, T: 2, H: 2, W: 2, peak: 0, visible: ALL })]).toEqual([0, 0, 0, 0]);
  });

  test("lies between 0 and 1, at any size", () => {
    const anyMap = fc
      .record({
        T: fc.integer({ min: 1, max: 3 }),
        h: fc.integer({ min: 1, max: 3 }),
        w: fc.integer({ min: 1, max: 3 }),
      })
      .chain(({ T, h, w }) =>
        fc
          .array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: T * h * w, maxLength: T * h * w })
          .map((values) => ({ T, h, w, values: Float32Array.from(values) })),
      );
    const size = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(anyMap, size, size, fc.nat(7), (cam, H, W, t) => {
        const heat = heatOf(cam, { t, T: 8, H, W, peak: peakOf(cam), visible: ALL });
        expect(heat).toHaveLength(H * W);
        expect(heat.every((u) => u >= 0 && u <= 1)).toBe(true);
      }),
    );
  });
});

test("dimUnseen darkens the area outside, and nothing if the model sees everything", () => {
  const white = () => Uint8ClampedArray.from([100, 100, 100, 255, 100, 100, 100, 255]);
  const half = white();
  dimUnseen(half, { H: 1, W: 2 }, { x0: 0, y0: 0, x1: 0.5, y1: 1 });
  expect([...half]).toEqual([100, 100, 100, 255, 35, 35, 35, 255]);
  const whole = white();
  dimUnseen(whole, { H: 1, W: 2 }, ALL);
  expect(whole).toEqual(white());
});

describe("layHeat", () => {
  test("does not change cold pixels and covers hot ones by its opacity", () => {
    const rgba = Uint8ClampedArray.from([10, 20, 30, 255, 0, 0, 0, 255]);
    layHeat(rgba, Float32Array.of(0, 1), 0.5);
    expect([...rgba.subarray(0, 4), rgba[7]]).toEqual([10, 20, 30, 255, 255]);
    viridis(1).forEach((c, i) => expect(Math.abs(rgba[4 + i]! - c / 2)).toBeLessThanOrEqual(0.5));
  });
});

describe("viridis", () => {
  test.each([
    { u: 0, colour: [68, 1, 84] },
    { u: 1, colour: [253, 231, 37] },
    { u: -3, colour: [68, 1, 84] },
    { u: 7, colour: [253, 231, 37] },
    { u: NaN, colour: [68, 1, 84] },
  ])("$u is $colour", ({ u, colour }) => {
    expect(viridis(u)).toEqual(colour);
  });

  // Entries 37, 128 and 200 of matplotlib's table, none of them a stop.
  test.each([
    { entry: 37, colour: [70, 51, 127] },
    { entry: 128, colour: [33, 145, 140] },
    { entry: 200, colour: [112, 207, 87] },
  ])("entry $entry of the table is matched to within 5 of 255", ({ entry, colour }) => {
    viridis(entry / 255).forEach((c, i) => expect(Math.abs(c - colour[i]!)).toBeLessThanOrEqual(5));
  });

  test("gets lighter throughout, so that it can be read in grey", () => {
    const lightness = Array.from({ length: 101 }, (_, i) => {
      const [r, g, b] = viridis(i / 100).map((c) => (c / 255) ** 2.2);
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    });
    expect(lightness.every((value, i) => i === 0 || value > lightness[i - 1]!)).toBe(true);
  });
});
