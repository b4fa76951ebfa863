/** Clips under masks of every kind, as pictures, against the reference perturbations. */
import { describe, expect, test } from "vitest";
import type { FrameStack } from "../../../src/clip/clip.ts";
import { freezeFrames } from "../../../src/math/freeze.ts";
import { reverseFrames } from "../../../src/math/reverse.ts";
import { extraSources, operatorMatrix } from "../../../src/math/sources.ts";
import { mixFrames } from "../../../src/math/mix.ts";
import { perturbedClip } from "../../../src/picture/perturbed-clip.ts";
import { mulberry32 } from "../../../src/base/prng.ts";
import { spatiotemporalMask, temporalMask } from "../../../src/math/mask.ts";

const T = 4;
const ALL = { x0: 0, y0: 0, x1: 1, y1: 1 };
const MASK = [0, 0.25, 1, 0.75];

function noise(H: number, W: number): FrameStack {
  const random = mulberry32(5);
  return { T, H, W, data: Uint8Array.from({ length: T * H * W * 3 }, () => 256 * random()) };
}

function rgb(rgba: Uint8ClampedArray): number[] {
  return [...rgba].filter((_, at) => at % 4 !== 3);
}

function expectBytes(shown: readonly number[], expected: ArrayLike<number>): void {
  shown.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(2));
}

describe("a mask over time", () => {
  const frames = noise(5, 6);
  const n = 5 * 6 * 3;
  test.each(["freeze", "reverse", "fade", "blur"] as const)("%s is the reference's", (how) => {
    const sources = [...frames.data, ...extraSources(how, frames.data, frames)];
    const weights = operatorMatrix(how, MASK);
    const expected = mixFrames(Float32Array.from(sources), weights, weights.length / T);
    const clip = perturbedClip(frames, { mask: temporalMask(MASK), visible: ALL }, how);
    for (let t = 0; t < T; t++) expectBytes(rgb(clip.picture(t)), expected.subarray(t * n, (t + 1) * n));
  });

  test("reports which frames it changes and what they show instead", () => {
    const frozen = perturbedClip(frames, { mask: temporalMask(MASK), visible: ALL }, "freeze");
    expect([0, 1, 2, 3].map((t) => frozen.isChanged(t))).toEqual([false, false, true, true]);
    expect(frozen.source(2)).toBe(1);
    const faded = perturbedClip(frames, { mask: temporalMask(MASK), visible: ALL }, "fade");
    expect([faded.isChanged(3), faded.source(3)]).toEqual([true, null]);
  });
});

describe("a mask over space and time", () => {
  const frames = noise(4, 4);
  const same = Float32Array.from({ length: T * 4 }, (_, i) => MASK[Math.floor(i / 4)]!);

  test.each([
    { how: "freeze", reference: freezeFrames },
    { how: "reverse", reference: reverseFrames },
  ] as const)("equals the temporal mask if uniform: $how", ({ how, reference }) => {
    const grid = { T, h: 2, w: 2, values: same };
    const clip = perturbedClip(frames, { mask: spatiotemporalMask(grid), visible: ALL }, how);
    const expected = reference(Float32Array.from(frames.data), MASK);
    // Pictures do not depend on the order in which they are requested.
    for (const t of [3, 0, 2, 1]) expectBytes(rgb(clip.picture(t)), expected.subarray(t * 48, (t + 1) * 48));
  });

  test("does not change what the model does not see", () => {
    const left = { x0: 0, y0: 0, x1: 0.5, y1: 1 };
    const grid = { T, h: 1, w: 1, values: Float32Array.of(0, 1, 1, 1) };
    const shown = perturbedClip(frames, { mask: spatiotemporalMask(grid), visible: left }, "freeze").picture(
      3,
    );
    const pixel = (t: number, x: number) => [...frames.data.subarray((t * 16 + x) * 3, (t * 16 + x) * 3 + 3)];
    expect([...shown.subarray(0, 3)]).toEqual(pixel(0, 0));
    expect([...shown.subarray(12, 15)]).toEqual(pixel(3, 3));
  });

  test("a frame counts as changed once more than a fiftieth of its cells are on", () => {
    const values = new Float32Array(T * 100);
    values.set([1, 1, 1], 100);
    values.set([1], 200);
    const grid = { T, h: 10, w: 10, values };
    const clip = perturbedClip(frames, { mask: spatiotemporalMask(grid), visible: ALL }, "freeze");
    expect([0, 1, 2, 3].map((t) => clip.isChanged(t))).toEqual([false, true, false, false]);
  });
});
