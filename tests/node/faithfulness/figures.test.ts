/** A faithfulness report as one number per question, by hand. */
import { expect, test } from "vitest";
import type { Faithfulness } from "../../../src/faithfulness/faithfulness.ts";
import { faithfulnessFigures } from "../../../src/faithfulness/figures.ts";

test("a faithfulness report becomes one number per question", () => {
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
    stability: expect.closeTo(2.5 / 3, 12) as number, // two masks without a frame on count as equal
    randomised: null,
  });

  const stage = { downTo: "Logits", original: 0.1 };
  const stages = [
    { ...stage, mask: [1, 0, 0], overlap: 0.8 },
    { ...stage, mask: [0, 1, 0], overlap: 0 },
    { ...stage, mask: [0, 0, 0], overlap: 0 }, // no mask to compare with
  ];
  const { randomised } = faithfulnessFigures({ ...found, randomised: { kind: "measured", stages } });
  expect(randomised).toBe(0.4);
});
