/** Frames of the Masked player, against the reference perturbations. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FrameStack } from "../../../src/clip/clip.ts";
import { freezeFrames, freezeMatrix } from "../../../src/math/freeze.ts";
import { reverseFrames, reverseMatrix } from "../../../src/math/reverse.ts";
import { mainSource, mixFrame } from "../../../src/picture/mix-frame.ts";

const T = 4;

/** Frames of 1 x 2 pixels with the given bytes. */
function stack(data: Iterable<number>): FrameStack {
  return { T, H: 1, W: 2, data: Uint8Array.from(data) };
}

/** Frame t is 10 t + channel in its first pixel, 100 + the same in its second. */
const counted = stack(
  Array.from({ length: T }, (_, t) => [0, 1, 2, 100, 101, 102].map((value) => 10 * t + value)).flat(),
);

const stackAndMask = fc.record({
  frames: fc.uint8Array({ minLength: 6 * T, maxLength: 6 * T }).map(stack),
  mask: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: T, maxLength: T }),
});

function withoutAlpha(rgba: Uint8ClampedArray): number[] {
  return [...rgba].filter((_, at) => at % 4 !== 3);
}

describe("mixFrame", () => {
  test("without weights gives the frame itself, opaque", () => {
    expect([...mixFrame(counted, null, 2)]).toEqual([20, 21, 22, 255, 120, 121, 122, 255]);
  });

  test("under a mask of ones gives the first frame", () => {
    expect([...mixFrame(counted, freezeMatrix([1, 1, 1, 1]), 3)]).toEqual([0, 1, 2, 255, 100, 101, 102, 255]);
  });

  test("blends half of frame 1 with half of frame 2, as worked out by hand", () => {
    expect(withoutAlpha(mixFrame(counted, freezeMatrix([0, 0, 0.5, 0]), 2))).toEqual([
      15, 16, 17, 115, 116, 117,
    ]);
  });

  test.each([
    { name: "freeze", matrix: freezeMatrix, frames: freezeFrames },
    { name: "reverse", matrix: reverseMatrix, frames: reverseFrames },
  ])("is frame t of the reference $name, to a byte", ({ matrix, frames: reference }) => {
    fc.assert(
      fc.property(stackAndMask, fc.nat(T - 1), ({ frames, mask }, t) => {
        const expected = reference(Float32Array.from(frames.data), mask).subarray(6 * t, 6 * t + 6);
        const shown = withoutAlpha(mixFrame(frames, matrix(mask), t));
        // Half a step for rounding, and up to 3 weights of 1/512 left out, each worth half a step.
        shown.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(2));
      }),
    );
  });
});

describe("mainSource", () => {
  test.each([
    { mask: [0, 1, 1, 0], t: 2, source: 0 },
    { mask: [0, 0, 0.4, 0], t: 2, source: 2 },
    { mask: [0, 0, 0.6, 0], t: 2, source: 1 },
  ])("under $mask frame $t shows most of frame $source", ({ mask, t, source }) => {
    expect(mainSource(freezeMatrix(mask), T, t)).toBe(source);
  });

  test("without weights gives the frame itself", () => {
    expect(mainSource(null, T, 3)).toBe(3);
  });
});
