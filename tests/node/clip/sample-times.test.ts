import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  chooseTimes,
  DISPLAY_LONG_SIDE,
  displaySize,
  framesAt,
  sampleTimes,
} from "../../../src/clip/sample-times.ts";
import { DISPLAY_SHORT_SIDE } from "../../../src/clip/clip.ts";

/** Start times of evenly spaced frames, rounded to whole ticks as containers do. */
const evenStarts = (count: number, fps: number, ticksPerS = Infinity): number[] =>
  Array.from({ length: count }, (_, i) =>
    ticksPerS === Infinity ? i / fps : Math.round((i / fps) * ticksPerS) / ticksPerS,
  );

describe("sampleTimes", () => {
  test("takes the middle of each part", () => {
    expect(sampleTimes(4, 0, 4)).toEqual([0.5, 1.5, 2.5, 3.5]);
    expect(sampleTimes(2, 1, 2)).toEqual([1.25, 1.75]);
    expect(sampleTimes(1, 0, 3)).toEqual([1.5]);
  });

  test("gives T ascending times inside the range", () => {
    const range = fc.tuple(
      fc.double({ min: 0, max: 1e4, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e4, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 128 }), range, (T, [startS, lengthS]) => {
        const times = sampleTimes(T, startS, startS + lengthS);
        expect(times).toHaveLength(T);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        expect(times[0]).toBeGreaterThanOrEqual(startS);
        expect(times.at(-1)).toBeLessThanOrEqual(startS + lengthS);
      }),
    );
  });
});

describe("the frames that chooseTimes selects", () => {
  test("exactly T frames are each taken once, at any frame rate", () => {
    const gaps = fc.array(fc.double({ min: 0.002, max: 5, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(gaps, (lengths) => {
        const starts = lengths.map((_, i) => lengths.slice(0, i).reduce((sum, gap) => sum + gap, 0));
        const endS = lengths.reduce((sum, gap) => sum + gap, 0);
        const times = chooseTimes(starts.length, 0, endS, starts);
        expect(framesAt(times, starts)).toEqual(starts.map((_, i) => i));
      }),
    );
  });

  // A sample time then falls exactly on a frame's start, apart from the container's rounding.
  test.each([1000, 90_000, Infinity])(
    "2T frames at %i ticks per second give every second one",
    (ticksPerS) => {
      for (const fps of [10, 23.976, 24, 25, 29.97, 30, 50, 59.94]) {
        const starts = evenStarts(32, fps, ticksPerS);
        const times = chooseTimes(16, 0, 32 / fps, starts.slice(0, 17));
        expect(framesAt(times, starts)).toEqual(Array.from({ length: 16 }, (_, t) => 2 * t + 1));
      }
    },
  );

  test("fewer than T frames repeat, evenly", () => {
    const starts = evenStarts(5, 10);
    expect(framesAt(chooseTimes(16, 0, 0.5, starts), starts)).toEqual([
      0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 4,
    ]);
  });

  test("a variable rate is sampled by time, not by frame number", () => {
    // Three frames in the first tenth of the time, one for the rest of it.
    const starts = [0, 0.03, 0.06, 0.1];
    expect(framesAt(chooseTimes(5, 0, 1, starts), starts)).toEqual([3, 3, 3, 3, 3]);
    expect(framesAt(chooseTimes(20, 0, 1, starts), starts).slice(0, 3)).toEqual([0, 2, 3]);
  });
});

describe("framesAt", () => {
  test("gives the last frame that has started, and the first before any has", () => {
    expect(framesAt([-1, 0, 0.9, 1, 7], [0.5, 1, 2])).toEqual([0, 0, 0, 1, 2]);
  });
});

describe("displaySize", () => {
  test.each([
    ["keeps what is small", 224, 171, 224, 171],
    ["scales by the short side, landscape", 1920, 1080, 640, 360],
    ["scales by the short side, portrait", 2160, 3840, 360, 640],
    ["keeps exactly the limit", 640, DISPLAY_SHORT_SIDE, 640, DISPLAY_SHORT_SIDE],
    ["scales a panorama by its long side", 5120, 300, DISPLAY_LONG_SIDE, 75],
    ["leaves at least one pixel", 8000, 1, DISPLAY_LONG_SIDE, 1],
  ])("%s: %i x %i", (_, width, height, expectedWidth, expectedHeight) => {
    expect(displaySize(width, height)).toEqual({ width: expectedWidth, height: expectedHeight });
  });
});
