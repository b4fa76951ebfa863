import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FrameStack } from "../../../src/clip/clip.ts";
import { axisTaps, resizeFrames } from "../../../src/frames/resize.ts";
import { expectAllClose } from "../../support/close.ts";

/** Grey frames of one row each: every value stands in all three channels. */
function rows(...values: number[][]): FrameStack {
  const W = values[0]?.length ?? 0;
  return { T: values.length, H: 1, W, data: Uint8Array.from(values.flat().flatMap((v) => [v, v, v])) };
}

const red = (data: Float32Array): number[] => [...data].filter((_, i) => i % 3 === 0);

const stacks = fc
  .record({
    T: fc.integer({ min: 1, max: 3 }),
    H: fc.integer({ min: 1, max: 12 }),
    W: fc.integer({ min: 1, max: 12 }),
  })
  .chain(({ T, H, W }) =>
    fc.uint8Array({ minLength: T * H * W * 3, maxLength: T * H * W * 3 }).map((data) => ({ T, H, W, data })),
  );
const side = fc.integer({ min: 1, max: 20 });

describe("resizeFrames", () => {
  test("the same size gives the same values", () => {
    fc.assert(
      fc.property(stacks, (frames) => {
        expect(resizeFrames(frames, frames.H, frames.W)).toEqual(Float32Array.from(frames.data));
      }),
    );
  });

  test("shrinking averages what each pixel covers", () => {
    expect(red(resizeFrames(rows([0, 100, 50, 70]), 1, 2))).toEqual([50, 60]);
    // 3 -> 2: each covers one pixel and half of the middle one.
    expectAllClose(red(resizeFrames(rows([0, 30, 90]), 1, 2)), [10, 70], { atol: 1e-4 });
    // 5 -> 2: two and a half pixels each.
    expectAllClose(
      red(resizeFrames(rows([10, 20, 50, 80, 90]), 1, 2)),
      [(10 + 20 + 25) / 2.5, (25 + 80 + 90) / 2.5],
      {
        atol: 1e-4,
      },
    );
  });

  test("enlarging interpolates between pixel centres and repeats the edges", () => {
    expect(red(resizeFrames(rows([0, 100]), 1, 4))).toEqual([0, 25, 75, 100]);
    expect(red(resizeFrames(rows([7]), 1, 3))).toEqual([7, 7, 7]);
  });

  test("rows shrink as columns do, and frames and channels stay apart", () => {
    // 2 frames of 2 x 1 pixels -> 1 x 1.
    const data = Uint8Array.from([1, 2, 3, 5, 8, 13, 10, 20, 30, 50, 80, 130]);
    expect([...resizeFrames({ T: 2, H: 2, W: 1, data }, 1, 1)]).toEqual([3, 5, 8, 30, 50, 80]);
  });

  test("one colour stays one colour at any size", () => {
    fc.assert(
      fc.property(stacks, side, side, fc.nat(255), (frames, height, width, value) => {
        const flat = { ...frames, data: new Uint8Array(frames.data.length).fill(value) };
        const resized = resizeFrames(flat, height, width);
        expectAllClose(resized, new Float32Array(frames.T * height * width * 3).fill(value), { atol: 1e-4 });
      }),
    );
  });

  test("shrinking keeps the mean of every frame", () => {
    fc.assert(
      fc.property(stacks, fc.nat(), fc.nat(), (frames, m, n) => {
        const resized = resizeFrames(frames, 1 + (m % frames.H), 1 + (n % frames.W));
        const mean = (values: ArrayLike<number>) =>
          Array.from(values).reduce((a, b) => a + b, 0) / values.length;
        expect(mean(resized)).toBeCloseTo(mean(frames.data), 3);
      }),
    );
  });
});

test("the weights of every pixel add up to 1 and stay inside the axis", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 300 }), (from, to) => {
      for (const { start, weights } of axisTaps(from, to)) {
        expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
        expect(start).toBeGreaterThanOrEqual(0);
        expect(start + weights.length).toBeLessThanOrEqual(from);
      }
    }),
    { numRuns: 30 },
  );
});
