import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FrameStack } from "../../../src/clip/clip.ts";
import { type InputSpec, preprocess } from "../../../src/frames/preprocess.ts";
import { coverSize } from "../../../src/math/visible-box.ts";
import { expectAllClose } from "../../support/close.ts";
import { labError } from "../../support/lab-error.ts";

/** Bytes in, bytes out. */
const plain = (frames: number, height: number, width: number): InputSpec => ({
  frames,
  height,
  width,
  range: [0, 255],
  mean: [0, 0, 0],
  std: [1, 1, 1],
  normalise: "none",
});

/** Red = column, green = row, blue = frame. */
function coordinates(T: number, H: number, W: number): FrameStack {
  const data = new Uint8Array(T * H * W * 3);
  for (let i = 0; i < T * H * W; i++)
    data.set([i % W, Math.floor(i / W) % H, Math.floor(i / (W * H))], i * 3);
  return { T, H, W, data };
}

const pixel = (T: number, ...rgb: [number, number, number]): FrameStack => ({
  T,
  H: 1,
  W: 1,
  data: Uint8Array.from({ length: T * 3 }, (_, i) => rgb[i % 3] ?? 0),
});

describe("preprocess", () => {
  test("a clip of the model's size comes out as it is", () => {
    const frames = coordinates(3, 4, 5);
    const { data, shape } = preprocess(frames, plain(3, 4, 5));
    expect(shape).toEqual([3, 4, 5, 3]);
    expect(data).toEqual(Float32Array.from(frames.data));
  });

  test("a wide clip loses its left and right, a tall one its top and bottom", () => {
    const red = (data: Float32Array) => [...data].filter((_, i) => i % 3 === 0);
    const green = (data: Float32Array) => [...data].filter((_, i) => i % 3 === 1);
    expect(red(preprocess(coordinates(1, 2, 6), plain(1, 2, 2)).data)).toEqual([2, 3, 2, 3]);
    expect(green(preprocess(coordinates(1, 6, 2), plain(1, 2, 2)).data)).toEqual([2, 2, 3, 3]);
    // Three columns too many: one goes on the left, two on the right.
    expect(red(preprocess(coordinates(1, 1, 4), plain(1, 1, 1)).data)).toEqual([1]);
  });

  test("a larger clip is averaged first, then cropped", () => {
    // 4 x 8 -> 2 x 4 by pairs: columns 0.5, 2.5, 4.5, 6.5; the middle two stay.
    const { data } = preprocess(coordinates(1, 4, 8), plain(1, 2, 2));
    expect([...data]).toEqual([2.5, 0.5, 0, 4.5, 0.5, 0, 2.5, 2.5, 0, 4.5, 2.5, 0]);
  });

  test("bytes go to the range, then each channel is shifted and scaled by its own numbers", () => {
    const input: InputSpec = { ...plain(1, 1, 1), range: [-1, 1], mean: [0.5, 0, -1], std: [0.5, 2, 4] };
    // 0 -> -1, 51 -> -0.6, 255 -> 1.
    expectAllClose(preprocess(pixel(1, 0, 51, 255), input).data, [-3, -0.3, 0.5], { rtol: 1e-6 });
  });

  test("clip normalisation uses one mean and one population deviation for everything", () => {
    // Values 0 and 3 in two frames of one pixel: mean of 0,0,0,3,3,3 is 1.5, its deviation 1.5.
    const frames: FrameStack = { T: 2, H: 1, W: 1, data: Uint8Array.from([0, 0, 0, 3, 3, 3]) };
    const input: InputSpec = { ...plain(2, 1, 1), normalise: "clip" };
    expectAllClose(preprocess(frames, input).data, [-1, -1, -1, 1, 1, 1], { rtol: 1e-5 });
    // Not per channel: 0, 1, 5 keep their distances. Mean 2, variance (4 + 1 + 9) / 3.
    const deviation = Math.sqrt(14 / 3);
    expectAllClose(
      preprocess(pixel(1, 0, 1, 5), { ...input, frames: 1 }).data,
      [-2, -1, 3].map((value) => value / deviation),
      { rtol: 1e-5 },
    );
  });

  test("a clip of one colour normalises to zeros", () => {
    const { data } = preprocess(pixel(4, 9, 9, 9), { ...plain(4, 1, 1), normalise: "clip" });
    expect([...data]).toEqual(Array.from({ length: 12 }, () => 0));
  });

  test("the clip that is given stays as it was", () => {
    const frames = coordinates(2, 3, 3);
    const before = Uint8Array.from(frames.data);
    preprocess(frames, { ...plain(2, 3, 3), normalise: "clip" });
    expect(frames.data).toEqual(before);
  });

  test.each([15, 17])("rejects %i frames for a model of 16", (T) => {
    expect(() => preprocess(pixel(T, 0, 0, 0), plain(16, 1, 1))).toThrow(labError("shape", [T, 16]));
  });
});

test("coverSize covers both sides and is exact on one", () => {
  const length = fc.integer({ min: 1, max: 500 });
  fc.assert(
    fc.property(length, length, length, length, (H, W, height, width) => {
      const size = coverSize({ H, W }, { height, width });
      expect(size.height).toBeGreaterThanOrEqual(height);
      expect(size.width).toBeGreaterThanOrEqual(width);
      expect(size.height === height || size.width === width).toBe(true);
    }),
  );
});
