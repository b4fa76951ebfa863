/** The pure perturbations and mask terms: values worked out by hand, then their laws. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BLUR_SHARE, blurPicture } from "../../../src/math/blur.ts";
import { meanColourPicture } from "../../../src/math/fade.ts";
import { freezeFrames, freezeMaskGradient, freezeMatrix } from "../../../src/math/freeze.ts";
import { maskRuns } from "../../../src/math/mask-runs.ts";
import { mixFrames } from "../../../src/math/mix.ts";
import { OPERATOR_NAMES } from "../../../src/math/operator.ts";
import { reverseFrames, reverseMaskGradient, reverseMatrix } from "../../../src/math/reverse.ts";
import { extraSources, operatorMatrix, sourceCount } from "../../../src/math/sources.ts";
import { tvNorm, tvNormGradient } from "../../../src/math/tv-norm.ts";
import { centralDifferences, draws } from "../../support/arrays.ts";
import { expectAllClose } from "../../support/close.ts";
import { labError } from "../../support/lab-error.ts";

const ramp = Float32Array.from([0, 1, 2, 3, 4, 5]);
const unit = fc.double({ min: 0, max: 1, noNaN: true });
const anyMask = fc.array(unit, { minLength: 1, maxLength: 20 });
const hardMask = fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 20 });
const ramps = (T: number) => Float32Array.from({ length: 2 * T }, (_, i) => Math.sin(3 * i) + i);

describe("freezeFrames", () => {
  test("a mask of zeros returns the clip unchanged", () => {
    expect(freezeFrames(ramp, [0, 0, 0, 0, 0, 0])).toEqual(ramp); // control
  });

  test.each([
    { mask: [0, 1, 1, 0, 0, 0], expected: [0, 0, 0, 3, 4, 5] }, // a run of ones holds the frame before it
    { mask: [0, 0, 0.5, 0.5, 0, 0], expected: [0, 1, 1.5, 2.25, 4, 5] }, // blends with the perturbed neighbour
    { mask: [1, 0, 0, 0, 0, 0], expected: [0, 1, 2, 3, 4, 5] }, // the first frame has nothing before it
    { mask: [1, 1, 1, 1, 1, 1], expected: [0, 0, 0, 0, 0, 0] },
  ])("frames 0 to 5 under $mask", ({ mask, expected }) => {
    expect(Array.from(freezeFrames(ramp, mask))).toEqual(expected);
  });

  test("equals W x, and the rows of W sum to 1", () => {
    fc.assert(
      fc.property(anyMask, (mask) => {
        const T = mask.length;
        const weights = freezeMatrix(mask);
        expectAllClose(mixFrames(ramps(T), weights, T), freezeFrames(ramps(T), mask), {
          rtol: 1e-5,
          atol: 1e-5,
        });
        for (let t = 0; t < T; t++) {
          const sum = weights.slice(t * T, (t + 1) * T).reduce((a, b) => a + b, 0);
          expect(sum).toBeCloseTo(1, 10);
        }
      }),
    );
  });

  test("is idempotent for a hard mask", () => {
    fc.assert(
      fc.property(hardMask, (mask) => {
        const once = freezeFrames(ramps(mask.length), mask);
        expect(freezeFrames(once, mask)).toEqual(once);
      }),
    );
  });

  test("a changed frame does not affect earlier ones", () => {
    fc.assert(
      fc.property(anyMask, fc.nat(), (mask, n) => {
        const t = n % mask.length;
        const changed = ramps(mask.length).map((v, i) => (Math.floor(i / 2) === t ? v + 1 : v));
        const before = freezeFrames(ramps(mask.length), mask).slice(0, 2 * t);
        expect(freezeFrames(changed, mask).slice(0, 2 * t)).toEqual(before);
      }),
    );
  });

  test("its mask gradient matches central differences, and is 0 for the first frame", async () => {
    const frames = draws(6 * 4, 1);
    const mask = draws(6, 2).map((v) => (v + 1) / 2);
    const upstream = draws(24, 3);
    const loss = (m: Float32Array) =>
      freezeFrames(frames, m).reduce((sum, v, i) => sum + v * upstream[i]!, 0);
    const gradient = freezeMaskGradient(frames, mask, upstream);
    expect(gradient[0]).toBe(0);
    expectAllClose(gradient, await centralDifferences(loss, mask), { rtol: 1e-3, atol: 1e-4 });
  });

  test("refuses frames that do not divide by the mask's length", () => {
    expect(() => freezeFrames(ramp, [0, 0, 0, 0])).toThrow(labError("shape", [6, 4]));
    expect(() => freezeFrames(ramp, [])).toThrow(labError("shape", [6, 0]));
  });
});

describe("reverseFrames", () => {
  test.each([
    { mask: [0, 0, 0, 0, 0, 0], expected: [0, 1, 2, 3, 4, 5] }, // control
    { mask: [0, 1, 1, 1, 0, 0], expected: [0, 3, 2, 1, 4, 5] }, // the middle of an odd run stays
    { mask: [1, 1, 0, 0, 1, 1], expected: [1, 0, 2, 3, 5, 4] }, // each run by itself
    { mask: [0, 0.1, 0.1, 0, 0, 0], expected: [0, 1, 2, 3, 4, 5] }, // 0.1 is not above 0.1
    { mask: [0, 0.5, 1, 0, 0, 0], expected: [0, 1.5, 1.5, 3, 4, 5] }, // the first of a pair decides for both
    { mask: [0, 1, 0.5, 0, 0, 0], expected: [0, 2, 1, 3, 4, 5] },
  ])("frames 0 to 5 under $mask", ({ mask, expected }) => {
    expect(Array.from(reverseFrames(ramp, mask))).toEqual(expected);
  });

  test("is its own inverse for a hard mask, and moves nothing out of its run", () => {
    fc.assert(
      fc.property(hardMask, (mask) => {
        const frames = ramps(mask.length);
        expect(reverseFrames(reverseFrames(frames, mask), mask)).toEqual(frames);
        const weights = reverseMatrix(mask);
        weights.forEach((w, i) => {
          const [t, s] = [Math.floor(i / mask.length), i % mask.length];
          if (t !== s && w > 0) expect([mask[t], mask[s]]).toEqual([1, 1]);
        });
      }),
    );
  });
});

describe("reverseMaskGradient", () => {
  test("only the first of a mirrored pair has a gradient", () => {
    // One run of four: 1 swaps with 4, 2 with 3. dW = 1, 2, 3, ... row by row.
    const upstream = Array.from({ length: 36 }, (_, i) => i + 1);
    const at = (t: number, s: number) => upstream[t * 6 + s]!;
    const gradient = reverseMaskGradient([0, 0.5, 0.7, 0.9, 0.2, 0], upstream);
    expect(Array.from(gradient)).toEqual([
      0,
      at(1, 4) + at(4, 1) - at(1, 1) - at(4, 4),
      at(2, 3) + at(3, 2) - at(2, 2) - at(3, 3),
      0,
      0,
      0,
    ]);
  });

  test("matches central differences away from the threshold", async () => {
    const mask = Float32Array.from([0.3, 0.9, 0.05, 0.6, 0.5, 0.97, 0.02]);
    const upstream = draws(49, 6);
    const loss = (m: Float32Array) => reverseMatrix(m).reduce((sum, w, i) => sum + w * upstream[i]!, 0);
    const slopes = await centralDifferences(loss, mask);
    expectAllClose(reverseMaskGradient(mask, upstream), slopes, { atol: 1e-5 });
    // A wrong variant, in which both frames of a pair decide, must fail.
    const both = reverseMaskGradient(mask, upstream).map((g, t, all) => g || (all[8 - t] ?? 0));
    expect(() => expectAllClose(both, slopes, { atol: 1e-5 })).toThrow();
  });
});

describe("fade and blur", () => {
  // Two frames of 1 x 2 pixels.
  const clip = Float32Array.from([0, 1, 2, 4, 5, 6, 8, 9, 10, 4, 5, 6]);

  test("fade has one more source, the mean colour over all frames and pixels", () => {
    expect(sourceCount("fade", 2)).toBe(3);
    expect(Array.from(meanColourPicture(clip, 6))).toEqual([4, 5, 6, 4, 5, 6]);
    expect(Array.from(operatorMatrix("fade", [0.25, 1]))).toEqual([0.75, 0, 0.25, 0, 0, 1]);
  });

  test("blur has one more source per frame, its blurred picture", () => {
    expect(Array.from(operatorMatrix("blur", [0.25, 1]))).toEqual([0.75, 0, 0.25, 0, 0, 0, 0, 1]);
    const extra = extraSources("blur", clip, { T: 2, H: 1, W: 2 });
    expect(extra.slice(6)).toEqual(blurPicture(clip.slice(6), 1, 2));
  });

  test("one bright pixel blurs to a Gaussian sized by the shorter side", () => {
    const [H, W] = [45, 61];
    const picture = new Float32Array(H * W * 3);
    picture[(22 * W + 30) * 3] = 1;
    const blurred = blurPicture(picture, H, W);
    const at = (y: number, x: number) => blurred[(y * W + x) * 3]!;
    const sigma = BLUR_SHARE * H;
    expect(at(22, 31) / at(22, 30)).toBeCloseTo(Math.exp(-0.5 / sigma ** 2), 5);
    expect(at(24, 29) / at(22, 30)).toBeCloseTo(Math.exp(-0.5 * (5 / sigma ** 2)), 5);
    expect(blurred.reduce((sum, v) => sum + v, 0)).toBeCloseTo(1, 5); // nothing is lost
    expect(blurred.every((v, i) => i % 3 === 0 || v === 0)).toBe(true); // colours stay apart
  });

  test("a picture of one colour does not change, edges included, at any size", () => {
    for (const [H, W] of [
      [1, 1],
      [3, 40],
      [40, 3],
    ] as const) {
      expectAllClose(
        blurPicture(new Float32Array(H * W * 3).fill(0.7), H, W),
        new Float32Array(H * W * 3).fill(0.7),
        {
          atol: 1e-6,
        },
      );
    }
  });

  test.each(OPERATOR_NAMES)("%s: a mask of zeros returns the clip, and rows sum to 1", (operator) => {
    const S = sourceCount(operator, 5);
    const rows = (mask: readonly number[]) =>
      Array.from({ length: 5 }, (_, t) =>
        Array.from(operatorMatrix(operator, mask).slice(t * S, (t + 1) * S)),
      );
    rows([0, 0, 0, 0, 0]).forEach((row, t) => expect(row).toEqual(row.map((_, s) => (s === t ? 1 : 0))));
    for (const row of rows([0.3, 0.8, 1, 0.05, 0.6])) expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });
});

describe("maskRuns", () => {
  test.each([
    { mask: [0, 0, 0], runs: [] },
    { mask: [1, 1, 1], runs: [[0, 2]] },
    {
      mask: [0.6, 0.5, 0.51],
      runs: [
        [0, 0],
        [2, 2],
      ],
    },
  ])("above 0.5 in $mask: $runs", ({ mask, runs }) => {
    expect(maskRuns(mask, 0.5)).toEqual(runs);
  });
});

describe("tvNorm", () => {
  test("is 0 for a constant mask", () => {
    expect(tvNorm([0.3, 0.3, 0.3])).toBe(0); // control
  });

  test("counts each pair once, or inner pairs twice as the released code does", () => {
    // Differences 1, -0.5, 0, 0.5: cubes 1, 0.125, 0, 0.125.
    const mask = [0, 1, 0.5, 0.5, 1];
    expect(tvNorm(mask)).toBeCloseTo(1.25, 12);
    expect(tvNorm(mask, 3, "released-code")).toBeCloseTo(1 + 2 * 0.125 + 0.125, 12);
    expect(tvNorm(mask, 1)).toBeCloseTo(2, 12);
  });

  test("is 0 for two frames under the released code, which sees no inner frame", () => {
    expect(tvNorm([0, 1])).toBe(1);
    expect(tvNorm([0, 1], 3, "released-code")).toBe(0);
  });

  test("does not depend on the direction of time, and scales by c^beta", () => {
    fc.assert(
      fc.property(anyMask, fc.constantFrom("once" as const, "released-code" as const), (mask, pairs) => {
        expect(tvNorm(mask.toReversed(), 3, pairs)).toBeCloseTo(tvNorm(mask, 3, pairs), 10);
        expect(
          tvNorm(
            mask.map((m) => m / 2),
            3,
            pairs,
          ),
        ).toBeCloseTo(tvNorm(mask, 3, pairs) / 8, 10);
      }),
    );
  });

  test.each(["once", "released-code"] as const)(
    "its gradient (%s) is that of central differences",
    async (pairs) => {
      const mask = draws(7, 4).map((v) => (v + 1) / 2);
      const slopes = await centralDifferences((m) => tvNorm(m, 3, pairs), mask, 1e-3);
      expectAllClose(tvNormGradient(mask, 3, pairs), slopes, { rtol: 1e-3, atol: 1e-3 });
    },
  );

  test("refuses an empty mask and a beta below 1", () => {
    expect(() => tvNorm([])).toThrow(labError("shape"));
    expect(() => tvNorm([0, 1], 0.5)).toThrow(labError("value", [0.5]));
    expect(tvNorm([0, 1], 1)).toBe(1); // control, at the limit
  });
});
