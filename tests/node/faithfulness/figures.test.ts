/** A faithfulness report as one number per question, by hand. */
import { expect, test } from "vitest";
import type { Faithfulness } from "../../../src/faithfulness/faithfulness.ts";
import { faithfulnessFigures } from "../../../src/faithfulness/figures.ts";

const curve = { scores: [0.9, 0.1], area: 0.5, centred: { mean: [0.9, 0.5], areas: [0.4, 0.55, 0.7] } };
const chance = { orders: 2, mean: [0.9, 0.5], deviation: [0, 0], areas: [0.6, 0.8] };
const again = (loss: number, overlap: number | null) => ({
  change: "seed" as const,
  text: "seed 1",
  mask: [1],
  loss,
  overlap,
});
const found: Faithfulness = {
  version: 2,
  predicted: null,
  original: 0.9,
  everywhere: 0.1,
  deletion: { ...curve, chance },
  insertion: { ...curve, area: 0.75, chance: { ...chance, areas: [0.25, 0.5] } },
  equalLength: {
    on: 2,
    effective: { on: 2, of: 3 },
    mask: { inside: 0.1, outside: 0.81 },
    random: [
      { inside: 0.5, outside: 0.5 },
      { inside: 0.7, outside: 0.5 },
    ],
    windows: [{ inside: 0.3, outside: 0.5 }],
    even: { inside: 0.4, outside: 0.5 },
    window: null,
  },
  completeness: { attributions: [0, 0.75], sum: 0.75, expected: 0.8, steps: 10 },
  stability: [again(0.2, 1), again(0.21, 0.5), again(0.5, null)],
  ownLoss: 0.2,
  randomised: { kind: "not-possible", reason: "no weights" },
  seed: 0,
};

test("a faithfulness report becomes one number per question", () => {
  const close = (value: number) => expect.closeTo(value, 12) as number;
  expect(faithfulnessFigures(found)).toEqual({
    deletion: 0.5,
    deletionChance: close(0.7),
    deletionCentred: close(0.55),
    deletionP: 0.5, // one of three centre-out orders is as good
    insertion: 0.75,
    insertionChance: 0.375,
    insertionCentred: close(0.55),
    insertionP: 0.25,
    inside: 0.1,
    insideRandom: close(0.6),
    insideEven: 0.4,
    insideWindow: null,
    insideP: 0.5,
    kept: close(0.9),
    completenessGap: close(0.05),
    stability: close(2.5 / 3), // two masks without a frame on count as equal
    stabilityNear: close(0.75),
    searchesNear: 2,
    searchesFailed: 1,
    randomised: null,
    randomisedOverChance: null,
    shuffledSilent: null,
    shuffledEmpty: null,
  });
});

test("shuffled models that do not react, and searches that found nothing, are counted apart", () => {
  const stage = {
    downTo: "Logits",
    className: "another",
    original: 0.4,
    reaction: { lowest: 0.1, spread: 0.5 },
    loss: 0.3,
  };
  const stages = [
    { ...stage, mask: [1, 1, 0, 0], overlap: 1 },
    { ...stage, mask: [0, 0, 1, 1], overlap: 0 },
    { ...stage, mask: [0, 0, 0, 0], overlap: 0 }, // no mask to compare with
    { ...stage, mask: [1, 1, 0, 0], overlap: 1, loss: 0.4 }, // no better than no mask
    { ...stage, original: 0.07, mask: [0, 0, 0, 0], loss: null, overlap: null },
  ];
  expect(faithfulnessFigures({ ...found, randomised: { kind: "measured", stages } })).toMatchObject({
    randomised: 0.5,
    // Two of four frames overlap by a third by chance: (1 - 1/3) / (2/3) = 1 and (0 - 1/3) / (2/3) = -1/2.
    randomisedOverChance: expect.closeTo(0.25, 12) as number,
    shuffledSilent: 1,
    shuffledEmpty: 2,
  });
});

test("a score of 0 keeps no share", () => {
  expect(faithfulnessFigures({ ...found, original: 0 }).kept).toBeNull();
});
