import { describe, expect, test } from "vitest";
import { gradCam } from "../../../src/math/grad-cam.ts";

describe("gradCam of two frames of two cells", () => {
  const activations = Float32Array.of(1, 2, 3, 4);
  const gradients = Float32Array.of(1, 3, 2, -4);

  test.each([
    // Mean gradients 2 and -1, one per frame.
    { pool: "space", map: [2, 4, 0, 0] },
    // Mean gradient 0.5 over both frames.
    { pool: "space-time", map: [0.5, 1, 1.5, 2] },
  ] as const)("pooled over $pool is $map", ({ pool, map }) => {
    expect([...gradCam(activations, gradients, [2, 1, 2, 1], pool)]).toEqual(map);
  });
});

test("gradCam weighs each channel by its own mean gradient, and leaves out what lowers the score", () => {
  // Per cell: channel 0, then channel 1, with mean gradients 2 and -1.
  const activations = Float32Array.of(1, 1, 1, 3);
  const gradients = Float32Array.of(1, 0, 3, -2);
  expect([...gradCam(activations, gradients, [1, 1, 2, 2], "space-time")]).toEqual([1, 0]);
});
