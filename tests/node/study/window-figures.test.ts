/** A record's figures from windows, by hand. */
import { expect, test } from "vitest";
import { windowFigures } from "../../../src/study/window-figures.ts";

test("gives the best window, and the scores of windows as long as the mask", () => {
  // Windows of 3 frames: 0, 1, 2, 0-1, 1-2, 0-2.
  const scores = [0.9, 0.8, 0.7, 0.2, 0.4, 0.3];
  // Each frame costs 0.1, an edge nothing. The mask's frames are those of the best window.
  const weights = { lambda1: 0.1, lambda2: 0, beta: 3, pairs: "once" as const };
  expect(
    windowFigures(
      { T: 3, original: 0.95, scores },
      { mask: [0.6, 0.7, 0], score: 0.2, operator: "fade", weights },
    ),
  ).toEqual({
    best: [0, 1],
    bestScore: 0.2,
    sameLengthBest: 0.2,
    sameLengthMean: expect.closeTo(0.3, 12) as number,
    gap: expect.closeTo(0, 12) as number,
  });
  expect(
    windowFigures(
      { T: 3, original: 0.95, scores },
      { mask: [0.5, 0, 0], score: 0.95, operator: "fade", weights },
    ),
  ).toMatchObject({
    sameLengthBest: null,
    sameLengthMean: null,
  });
});

test("under freeze, frame 0 is no part of a window, nor of the mask's length", () => {
  // Freezing frame 0 changes nothing, so windows that begin there score like those that begin at frame 1.
  const scores = [0.95, 0.8, 0.7, 0.8, 0.1, 0.1];
  const weights = { lambda1: 0.1, lambda2: 0, beta: 3, pairs: "once" as const };
  const figures = windowFigures(
    { T: 3, original: 0.95, scores },
    { mask: [1, 1, 0], score: 0.8, operator: "freeze", weights },
  );
  expect(figures).toMatchObject({ best: [1, 2], bestScore: 0.1, sameLengthBest: 0.7 });
  expect(figures.sameLengthMean).toBeCloseTo(0.75, 12);
  // Frames 1 and 2 cost 0.2 and leave 0.1; the mask costs 0.2 and leaves 0.8.
  expect(figures.gap).toBeCloseTo(0.7, 12);
});
