/** Masks over time and space: values worked out by hand, gradients against differences, and wrong variants that must fail. */
import { describe, expect, test } from "vitest";
import { areaGradient, areaLoss, areaReference } from "../../../src/math/area-loss.ts";
import { freezeFrames } from "../../../src/math/freeze.ts";
import { freezeNextFrame, freezePixelFrames, freezePixelsGradient } from "../../../src/math/freeze-pixels.ts";
import { lossOf, parameterGradient, type LossWeights } from "../../../src/math/mask-loss.ts";
import { reverseFrames } from "../../../src/math/reverse.ts";
import { reversePixelFrames } from "../../../src/math/reverse-pixels.ts";
import { tvNorm } from "../../../src/math/tv-norm.ts";
import { upsampleGrid, upsampleMatrix } from "../../../src/math/upsample.ts";
import { centralDifferences, draws } from "../../support/arrays.ts";
import { expectAllClose } from "../../support/close.ts";

const unit = (n: number, seed: number) => draws(n, seed).map((v) => (v + 1) / 2);
/** A mask that is uniform over each frame. */
const spread = (mask: ArrayLike<number>, cells: number) =>
  Float32Array.from({ length: mask.length * cells }, (_, i) => mask[Math.floor(i / cells)]!);

describe("upsampling", () => {
  /** One row of two cells, 0 and 1, at four pixels; and of three cells at two. */
  const check = (matrix: (n: number, N: number) => ArrayLike<number>) => {
    const at = (values: readonly number[], N: number) =>
      Array.from({ length: N }, (_, i) =>
        values.reduce((sum, v, cell) => sum + v * matrix(values.length, N)[i * values.length + cell]!, 0),
      );
    expectAllClose(at([0, 1], 4), [0, 0.25, 0.75, 1], { atol: 1e-6 });
    expectAllClose(at([0, 1, 2], 6), [0, 0.25, 0.75, 1.25, 1.75, 2], { atol: 1e-6 });
    expectAllClose(at([5, 7], 2), [5, 7], {}); // as many pixels as cells: the cells
    expectAllClose(at([3], 3), [3, 3, 3], {});
  };

  test("puts cell centres at half-pixel centres, and is flat beyond the outer ones", () => {
    check(upsampleMatrix);
  });

  test("differs from nearest-cell and from aligned corners", () => {
    const oneHot = (N: number, n: number, cell: (i: number) => number) =>
      Array.from({ length: N * n }, (_, i) => (cell(Math.floor(i / n)) === i % n ? 1 : 0));
    expect(() => check((n, N) => oneHot(N, n, (i) => Math.floor((i * n) / N)))).toThrow();
    const corners = (n: number, N: number) =>
      Array.from({ length: N * n }, (_, i) =>
        Math.max(0, 1 - Math.abs((Math.floor(i / n) * (n - 1)) / Math.max(N - 1, 1) - (i % n))),
      );
    expect(() => check(corners)).toThrow();
  });

  test("upsamples the rows and columns of a grid separately", () => {
    const pixels = upsampleGrid([0, 1, 2, 3], { h: 2, w: 2 }, { h: 4, w: 2 });
    expectAllClose(pixels, [0, 1, 0.5, 1.5, 1.5, 2.5, 2, 3], { atol: 1e-6 });
    expectAllClose(
      upsampleGrid(new Float32Array(6).fill(0.4), { h: 2, w: 3 }, { h: 5, w: 7 }),
      new Float32Array(35).fill(0.4),
      {
        atol: 1e-6,
      },
    );
  });
});

describe("freezing pixels", () => {
  test("each pixel by its own mask", () => {
    // Three frames of two pixels of one colour; the first pixel stays frozen, the second half so in the last frame.
    const frames = Float32Array.from([1, 10, 2, 20, 3, 30]);
    const masks = Float32Array.from([1, 1, 1, 0, 1, 0.5]);
    expect(Array.from(freezePixelFrames(frames, masks, 3))).toEqual([1, 10, 1, 20, 1, 25]);
  });

  test("equals the temporal freeze and reverse for a uniform mask", () => {
    const [T, P, C] = [6, 5, 3];
    const frames = draws(T * P * C, 1);
    const mask = [0.9, 0.3, 0.7, 0.05, 0.8, 0.6];
    const masks = spread(mask, P);
    expectAllClose(freezePixelFrames(frames, masks, T), freezeFrames(frames, mask), { atol: 1e-6 });
    expectAllClose(reversePixelFrames(frames, masks, T), reverseFrames(frames, mask), { atol: 1e-6 });
  });

  test("frame by frame on bytes, from the unrounded frame before", () => {
    const frame = Uint8Array.from([10, 20, 30, 40, 50, 60]);
    const frozen = freezeNextFrame(frame, Float32Array.from([0.5, 0, 0, 7, 7, 7]), [0.5, 1]);
    expect(Array.from(frozen)).toEqual([5.25, 10, 15, 7, 7, 7]);
  });

  test("its gradient matches central differences, and is 0 for the first frame", async () => {
    const [T, P, C] = [4, 3, 2];
    const [frames, masks, upstream] = [draws(T * P * C, 2), unit(T * P, 3), draws(T * P * C, 4)];
    const loss = (m: Float32Array) =>
      freezePixelFrames(frames, m, T).reduce((sum, v, i) => sum + v * upstream[i]!, 0);
    const gradient = new Float32Array(T * P);
    freezePixelsGradient(frames, masks, freezePixelFrames(frames, masks, T), upstream, T, gradient);
    expectAllClose(gradient, await centralDifferences(loss, masks), { rtol: 1e-3, atol: 1e-4 });
    expect(Array.from(gradient.slice(0, P))).toEqual([0, 0, 0]);
  });

  test("pixels with different runs reverse separately", () => {
    const frames = Float32Array.from([0, 10, 1, 11, 2, 12, 3, 13]);
    // The first pixel's run is frames 1 to 3, the second's 0 and 1.
    const masks = Float32Array.from([0, 1, 1, 1, 1, 0.1, 1, 0]);
    expect(Array.from(reversePixelFrames(frames, masks, 4))).toEqual([0, 11, 3, 10, 2, 12, 1, 13]);
  });
});

describe("the area's constraint", () => {
  /** (0.1^2 + 0.2^2 + 0.4^2 + 0.1^2) / 4: the two largest of four should be 1. */
  const check = (loss: (mask: readonly number[], share: number) => number) => {
    expect(loss([0.9, 0.2, 0.6, 0.1], 0.5)).toBeCloseTo(0.055, 12);
    expect(loss([1, 0, 0, 0, 0], 0.2)).toBe(0);
    expect(loss([0.5, 0.5, 0.5, 0.5], 0.25)).toBeCloseTo(0.25, 12);
  };

  test("is the sorted mask's mean squared distance from zeros and ones", () => {
    check(areaLoss);
    expect(areaLoss([1, 1, 0, 0], 0.25)).toBeCloseTo(0.25, 12); // one cell too many
  });

  test("differs from sorting the other way, and from a difference of means", () => {
    const sorted =
      (sign: number) =>
      (mask: readonly number[], share: number): number => {
        const zeros = mask.length - Math.round(share * mask.length);
        const order = mask.toSorted((a, b) => sign * (a - b));
        return order.reduce((sum, m, i) => sum + (m - (i < zeros ? 0 : 1)) ** 2, 0) / mask.length;
      };
    check(sorted(1)); // control
    expect(() => check(sorted(-1))).toThrow();
    expect(() => check((mask, share) => (mask.reduce((a, b) => a + b) / mask.length - share) ** 2)).toThrow();
  });

  test("equal cells share the targets of their ranks, in any order", () => {
    expect(Array.from(areaReference([0.5, 0.5, 0.5, 0.5], 0.25))).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(Array.from(areaReference([0.9, 0.5, 0.5, 0.1], 0.5))).toEqual([1, 0.5, 0.5, 0]);
  });

  test("its gradient matches central differences", async () => {
    const mask = unit(9, 5);
    const slopes = await centralDifferences((m) => areaLoss(m, 0.3), mask, 1e-3);
    expectAllClose(areaGradient(mask, 0.3), slopes, { atol: 1e-4 });
  });
});

const WEIGHTS: LossWeights = { lambda1: 0.5, lambda2: 2, lambda3: 3, beta: 3, pairs: "once" };

describe("the loss on a grid", () => {
  test("counts each pair along time and across a frame once, by hand", () => {
    // Two frames of 1 x 3 cells. Along time: 1^3 + 0 + 0.5^3; across: 0.5^3 + 0.5^3, then 0.5^3 + 1^3; 3 cells.
    const mask = [0, 0.5, 1, 1, 0.5, 0.5];
    const check = (tv: (mask: readonly number[]) => number) =>
      expect(tv(mask)).toBeCloseTo((2 * 1.125 + 3 * 0.375) / 3, 10);
    check((m) => lossOf(m, 0, { ...WEIGHTS, grid: { h: 1, w: 3 } }).tv);
    const twice = (m: readonly number[]) => 2 * lossOf(m, 0, { ...WEIGHTS, grid: { h: 1, w: 3 } }).tv;
    expect(() => check(twice)).toThrow();
    const aroundTheEdge = (m: readonly number[]) => (2 * 1.125 + 3 * tvNorm(m)) / 3; // runs on from one row into the next
    expect(() => check([...[aroundTheEdge]][0]!)).not.toThrow(); // here both rows meet at equal values ...
    const other = [0, 0.5, 1, 0, 0.5, 0.5];
    expect(lossOf(other, 0, { ...WEIGHTS, grid: { h: 1, w: 3 } }).tv).toBeCloseTo(
      (2 * 0.125 + 3 * 0.375) / 3,
      10,
    );
    expect((2 * 0.125 + 3 * tvNorm(other)) / 3).toBeGreaterThan(1); // ... and here they do not
  });

  test("down a frame, too", () => {
    // One frame of 2 x 2: down 1 and 0.5^3, across 0.5^3 and 1.
    const { tv, l1 } = lossOf([0, 0.5, 1, 0], 0, { ...WEIGHTS, grid: { h: 2, w: 2 } });
    expect(tv).toBeCloseTo((3 * (1 + 0.125 + 0.125 + 1)) / 4, 10);
    expect(l1).toBeCloseTo((0.5 * 1.5) / 4, 10);
  });

  test("equals the temporal loss for one cell per frame, and for a uniform mask", () => {
    const mask = Array.from(unit(7, 6));
    for (const pairs of ["once", "released-code"] as const) {
      const temporal = lossOf(mask, 0.3, { ...WEIGHTS, pairs });
      expect(lossOf(mask, 0.3, { ...WEIGHTS, pairs, grid: { h: 1, w: 1 } })).toEqual(temporal);
      const all = lossOf(spread(mask, 12), 0.3, { ...WEIGHTS, pairs, grid: { h: 3, w: 4 } });
      expect(all.loss).toBeCloseTo(temporal.loss, 5);
      expect(all.l1).toBeCloseTo(temporal.l1, 5);
    }
  });

  test.each([
    ["the area weighed", {}],
    ["the area given", { area: { share: 0.3, weight: 4 } }],
  ])("with %s: its gradient matches central differences", async (_, more) => {
    const weights: LossWeights = { ...WEIGHTS, ...more, grid: { h: 2, w: 3 } };
    const parameters = draws(18, 7).map((v) => 2 * v);
    const score = draws(18, 8);
    const maskOf = (p: ArrayLike<number>) => Float64Array.from(p, (v) => 1 / (1 + Math.exp(-v)));
    const loss = (p: Float32Array) =>
      lossOf(
        maskOf(p),
        maskOf(p).reduce((sum, m, i) => sum + m * score[i]!, 0),
        weights,
      ).loss;
    const slopes = await centralDifferences(loss, parameters, 1e-3);
    expectAllClose(parameterGradient(maskOf(parameters), score, weights), slopes, { atol: 1e-3 });
  });
});
