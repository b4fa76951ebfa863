/** Slices through a spatiotemporal mask against hand-computed pixels. */
import { expect, test } from "vitest";
import { slicePixels } from "../../../src/view/mask/slice-pixels.ts";

/** Two frames of 1 x 3 cells: the middle one half on, then the right one fully. */
const GRID = { T: 2, h: 1, w: 3, values: Float32Array.of(0, 0.5, 0, 0, 0, 1) };

const alphas = (rgba: Uint8ClampedArray) => [...rgba].filter((_, i) => i % 4 === 3);

test("from above: one row per column of the frame, one pixel per frame", () => {
  expect(alphas(slicePixels(GRID, "across"))).toEqual([0, 0, 128, 0, 0, 255]);
});

test("from the side: the strongest cell of each row", () => {
  expect(alphas(slicePixels(GRID, "down"))).toEqual([128, 255]);
});
