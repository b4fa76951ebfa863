/** A search compared with all windows, on scores whose best window is known. */
import { describe, expect, test } from "vitest";
import { bestWindow, scoreOfWindow, type BestWindow } from "../../../src/math/best-window.ts";
import {
  areaScoreCurve,
  centralStart,
  optimalityGap,
  smallestWindows,
} from "../../../src/faithfulness/optimality.ts";
import { windowIndex, windowMask, windowsOf, type WindowScores } from "../../../src/math/windows.ts";
import type { Run } from "../../../src/math/mask-runs.ts";
import { PRESETS } from "../../../src/math/search-settings.ts";
import { testMetric } from "../../support/metric.ts";

/** Returns the scores of every window, by a rule. */
function scored(T: number, original: number, scoreOf: (first: number, last: number) => number): WindowScores {
  return { T, original, scores: windowsOf(T).map(([first, last]) => scoreOf(first, last)) };
}

const weights = PRESETS.default;
/** 16 frames, of which frames 5 to 7 carry a third of the score each. */
const planted = scored(16, 0.9, (first, last) => {
  const hit = [5, 6, 7].filter((t) => t >= first && t <= last).length;
  return 0.9 * (1 - hit / 3);
});

describe("windows", () => {
  test.each([1, 2, 5, 16])("of %i frames have the index that windowIndex returns", (T) => {
    expect(windowsOf(T)).toHaveLength((T * (T + 1)) / 2);
    expect(windowsOf(T).map((window) => windowIndex(T, window))).toEqual([...windowsOf(T).keys()]);
  });

  test("the null window scores as the clip as filmed", () => {
    expect(scoreOfWindow(planted, null)).toBe(0.9);
    expect(scoreOfWindow(planted, [5, 7])).toBe(0);
  });
});

describe("bestWindow", () => {
  const byScoreAlone = (windows: WindowScores): BestWindow => {
    const all = windowsOf(windows.T).map((window) => ({ window, score: scoreOfWindow(windows, window) }));
    const lowest = all.reduce((best, one) => (one.score <= best.score ? one : best));
    return { ...bestWindow(windows, weights), ...lowest };
  };
  testMetric(
    "is the planted window, with the search's loss",
    (windows: WindowScores) => bestWindow(windows, weights),
    { "the last of the lowest scores": byScoreAlone },
    (best) => {
      const { window, loss } = best(planted);
      expect(window).toEqual([5, 7]);
      // Three frames at 0.01, two edges at 0.02, no score left.
      expect(loss.loss).toBeCloseTo(0.03 + 0.04, 12);
    },
  );

  test("is null if no window is worth its frames", () => {
    const dull = scored(8, 0.5, () => 0.49);
    expect(bestWindow(dull, weights)).toMatchObject({ window: null, score: 0.5 });
  });

  test("under freeze, frame 0 costs less than the edge that it saves", () => {
    // Frames 1 to 3 carry the score; frame 0 has no effect.
    const frozen = scored(8, 0.9, (first, last) => (first <= 1 && last >= 3 ? 0 : 0.9));
    expect(bestWindow(frozen, weights).window).toEqual([0, 3]);
    expect(areaScoreCurve(frozen)[3]).toMatchObject({ window: [1, 3], score: 0 }); // the shorter of the two
  });
});

describe("optimalityGap", () => {
  const hard = (run: Run) => windowMask(16, run);

  test("is 0 for the best window, and the difference in loss for a later one", () => {
    expect(optimalityGap(planted, weights, hard([5, 7]), 0).gap).toBe(0);
    const missed = optimalityGap(planted, weights, hard([6, 8]), 0.3);
    expect(missed.gap).toBeCloseTo(0.3, 6);
    expect(missed.best.window).toEqual([5, 7]);
  });

  test("is of the mask's frames fully on, whatever values it was found with", () => {
    const soft = hard([5, 7]).map((m) => 0.8 * m);
    expect(optimalityGap(planted, weights, soft, 0).gap).toBe(0);
  });

  test("of several runs counts each of their edges", () => {
    const several = hard([5, 5]).map((m, t) => (t === 7 ? 1 : m));
    expect(optimalityGap(planted, weights, several, 0.3).loss).toBeCloseTo(0.02 + 0.08 + 0.3, 6);
  });
});

describe("the area-score curve and the smallest windows", () => {
  testMetric(
    "falls with every planted frame, and names the earliest window",
    areaScoreCurve,
    { "the first window of each length": (windows) => firstWindows(windows) },
    (curveOf) => {
      const curve = curveOf(planted);
      expect(curve.map(({ length }) => length)).toEqual(Array.from({ length: 17 }, (_, n) => n));
      [0.9, 0.6, 0.3, 0, 0].forEach((score, n) => expect(curve[n]!.score).toBeCloseTo(score, 12));
      expect(curve.slice(0, 5).map(({ window }) => window)).toEqual([null, [5, 5], [5, 6], [5, 7], [4, 7]]);
    },
  );

  testMetric(
    "names the smallest window for each drop",
    smallestWindows,
    { "drops measured from 1": (windows) => smallestWindows({ ...windows, original: 1 }) },
    (smallest) => {
      const lengths = smallest(planted).map(({ window }) => window![1] - window![0] + 1);
      expect(lengths).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3]);
    },
  );

  test("has null entries if no window takes that much, or there is no score to take", () => {
    const shallow = scored(4, 0.8, () => 0.6);
    const taken = smallestWindows(shallow).map(({ window }) => window);
    expect(taken).toEqual([[0, 0], [0, 0], ...new Array<null>(7).fill(null)]);
    const nothing = scored(4, 0, () => 0);
    expect(smallestWindows(nothing).every(({ window, score }) => window === null && score === null)).toBe(
      true,
    );
  });

  test("a clip of one frame has one window", () => {
    const one = scored(1, 0.7, () => 0.7);
    expect(areaScoreCurve(one)).toHaveLength(2);
    expect(bestWindow(one, weights).window).toBeNull();
    expect(centralStart(one, "last-passing")).toEqual([0, 0]);
  });
});

test("centralStart is the last central block that still takes 90 %, or the first that does not", () => {
  // Frames 5 to 7 of 16: margins up to 5 hold them all.
  expect(centralStart(planted, "last-passing")).toEqual([5, 10]);
  expect(centralStart(planted, "first-failing")).toEqual([6, 9]);
});

function firstWindows(windows: WindowScores) {
  return areaScoreCurve(windows).map((row) => {
    if (row.length === 0) return row;
    const window: Run = [0, row.length - 1];
    return { ...row, window, score: scoreOfWindow(windows, window) };
  });
}
