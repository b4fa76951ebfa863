/** Numbers that a record keeps of windows and faithfulness, by hand. */
import { expect, test } from "vitest";
import type { Faithfulness } from "../../../src/measure/faithfulness.ts";
import { faithfulnessFigures, windowFigures } from "../../../src/study/figures.ts";

test("the best window, and those as long as the mask", () => {
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

test("a clip's faithfulness in one number a question", () => {
  const curve = { scores: [0.9, 0.1], area: 0.5 };
  const chance = { orders: 2, mean: [0.9, 0.5], deviation: [0, 0], areas: [0.6, 0.8] };
  const found: Faithfulness = {
    original: 0.9,
    everywhere: 0.1,
    deletion: { ...curve, chance },
    insertion: { ...curve, area: 0.75, chance: { ...chance, areas: [0.25, 0.5] } },
    equalLength: {
      on: 2,
      effective: { on: 2, of: 3 },
      mask: { inside: 0.1, outside: 0.8 },
      random: [
        { inside: 0.5, outside: 0.5 },
        { inside: 0.7, outside: 0.5 },
      ],
      even: { inside: 0.4, outside: 0.5 },
      window: null,
    },
    completeness: { attributions: [0, 0.75], sum: 0.75, expected: 0.8, steps: 10 },
    stability: [
      { change: "seed", text: "seed 1", mask: [1], overlap: 1 },
      { change: "shift", text: "one frame later", mask: [0], overlap: 0.5 },
      { change: "start", text: "all frames", mask: [0], overlap: null },
    ],
    randomised: { kind: "not-possible", reason: "no weights" },
    seed: 0,
  };
  expect(faithfulnessFigures(found)).toEqual({
    deletion: 0.5,
    deletionChance: expect.closeTo(0.7, 12) as number,
    insertion: 0.75,
    insertionChance: 0.375,
    inside: 0.1,
    insideRandom: expect.closeTo(0.6, 12) as number,
    insideEven: 0.4,
    insideWindow: null,
    completenessGap: expect.closeTo(0.05, 12) as number,
    stability: expect.closeTo(2.5 / 3, 12) as number, // neither with a frame on is agreement
    randomised: null,
  });
});
