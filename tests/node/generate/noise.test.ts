import { describe, expect, test } from "vitest";
import { createDraw } from "../../../src/generate/draw.ts";
import { noisePlane, sharedNoise } from "../../../src/generate/noise.ts";

const OPTIONS = { cellsX: 3, cellsY: 5, octaves: 3, gain: 0.6 };

describe("noisePlane", () => {
  test("spans 0 to 1", () => {
    const plane = noisePlane(createDraw(1), 40, OPTIONS);
    expect(Math.min(...plane)).toBe(0);
    expect(Math.max(...plane)).toBeCloseTo(1, 6);
  });

  test("tiles without a seam: steps across its edges are no larger than steps inside", () => {
    const n = 64;
    const plane = noisePlane(createDraw(2), n, { ...OPTIONS, octaves: 1 });
    const step = (a: number, b: number) => Math.abs(plane[a]! - plane[b]!);
    let inside = 0;
    let across = 0;
    for (let y = 0; y < n; y += 1) {
      for (let x = 1; x < n; x += 1) inside = Math.max(inside, step(y * n + x, y * n + x - 1));
      across = Math.max(across, step(y * n, y * n + n - 1));
    }
    expect(across).toBeLessThanOrEqual(inside * 1.05);
  });

  test("takes as many draws for a coarse plane as for a fine one", () => {
    const coarse = createDraw(3);
    const fine = createDraw(3);
    noisePlane(coarse, 16, OPTIONS);
    noisePlane(fine, 50, OPTIONS);
    expect(coarse.range(0, 1)).toBe(fine.range(0, 1));
  });
});

describe("sharedNoise", () => {
  const options = { ...OPTIONS, variants: 2 };

  test("gives the same plane for the same variant, and a different one per size", () => {
    const plane = sharedNoise(createDraw(4), 24, options);
    expect(sharedNoise(createDraw(4), 24, options)).toBe(plane);
    expect(sharedNoise(createDraw(4), 12, options).length).toBe(144);
  });

  test("offers the requested number of variants", () => {
    const planes = Array.from({ length: 20 }, (_, seed) => sharedNoise(createDraw(seed), 8, options));
    expect(new Set(planes).size).toBe(2);
  });
});
