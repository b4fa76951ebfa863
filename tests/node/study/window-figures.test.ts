/** A record's figures from windows, by hand. */
import { expect, test } from "vitest";
import { windowFigures } from "../../../src/study/window-figures.ts";

test("gives the best window, and the scores of windows as long as the mask", () => {
  // Windows of 3 frames: 0, 1, 2, 0-1, 1-2, 0-2.
  const scores = [0.9, 0.8, 0.7, 0.2, 0.4, 0.3];
  // Each frame costs 0.1, an edge nothing: the best loss is 0.2 + 0.2, the mask's 0.3 + 0.13.
  const weights = { lambda1: 0.1, lambda2: 0, beta: 3, pairs: "once" as const };
  expect(windowFigures({ T: 3, original: 0.95, scores }, [0.6, 0.7, 0], 0.3, weights)).toEqual({
    best: [0, 1],
    bestScore: 0.2,
    sameLengthBest: 0.2,
    sameLengthMean: expect.closeTo(0.3, 12) as number,
    gap: expect.closeTo(0.03, 12) as number,
    // Fully on, the mask is that window.
    missedBy: expect.closeTo(0, 12) as number,
  });
  expect(windowFigures({ T: 3, original: 0.95, scores }, [0.5, 0, 0], 0.9, weights)).toMatchObject({
    sameLengthBest: null,
    sameLengthMean: null,
  });
});
