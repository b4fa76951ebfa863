/** Integrated gradients on a clip whose planted frames alone carry the score. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { completenessOf, integrateGradients, pathPoints } from "../../../src/measure/completeness.ts";
import type { MaskScorer } from "../../../src/search/descent.ts";
import { expectAllClose } from "../../support/close.ts";
import { labError } from "../../support/lab-error.ts";
import { lastOf, testMetric } from "../../support/metric.ts";
import { plantedScorer } from "../../support/planted-scorer.ts";

const T = 8;
const planted = [2, 3, 5, 6];
const scorer = plantedScorer(planted, T, 2);
/** 1 / (1 + exp(2 (sum - 2))) at sums 0 and 4. */
const expected = 1 / (1 + Math.exp(-4)) - 1 / (1 + Math.exp(4));

beforeAll(async () => {
  expect(await tf.setBackend("cpu")).toBe(true);
});

testMetric(
  "the planted frames share the whole drop equally, the others take nothing",
  () => pathPoints(32),
  {
    "the end alone": () => [{ alpha: 1, weight: 1 }],
    "the beginning alone": () => [{ alpha: 0, weight: 1 }],
    "a path that stops a quarter of the way": () =>
      pathPoints(32).map(({ alpha, weight }) => ({ alpha: alpha / 4, weight: weight / 4 })),
    "points of equal weight, wherever they lie": () =>
      pathPoints(32).map(({ alpha }) => ({ alpha, weight: 1 / 32 })),
  },
  async (path) => {
    const { attributions, sum, steps } = await lastOf(integrateGradients(scorer, T, expected, path()));
    const share = expected / planted.length;
    expectAllClose(
      attributions,
      Array.from({ length: T }, (_, t) => (planted.includes(t) ? share : 0)),
      {
        atol: 1e-3,
      },
    );
    expect(sum).toBeCloseTo(expected, 3);
    expect(steps).toBe(32);
  },
);

test("a path too coarse for a steep score is repeated with three times the points", async () => {
  const steep = plantedScorer(planted, T, 60);
  const drop = 1 / (1 + Math.exp(-120)) - 1 / (1 + Math.exp(120));
  const coarse = await lastOf(integrateGradients(steep, T, drop, pathPoints(6)));
  expect(Math.abs(coarse.sum - drop)).toBeGreaterThan(0.02); // control
  const finer = await lastOf(completenessOf(steep, T, drop, 6));
  expect(finer.steps).toBe(18);
  expect(Math.abs(finer.sum - drop)).toBeLessThan(Math.abs(coarse.sum - drop));
  expect((await lastOf(completenessOf(scorer, T, expected, 32))).steps).toBe(32);
});

test("the batch size does not change the numbers, and no tensor is left", async () => {
  const before = tf.memory().numTensors;
  const alone: MaskScorer = { ...scorer, mostAtOnce: 1 };
  const [one, several] = [
    await lastOf(integrateGradients(alone, T, expected, pathPoints(8))),
    await lastOf(integrateGradients(scorer, T, expected, pathPoints(8))),
  ];
  expectAllClose(one.attributions, several.attributions, { atol: 1e-6 });
  expect(tf.memory().numTensors).toBe(before);
});

test("refuses a gradient that is not a number", async () => {
  const broken: MaskScorer = {
    mostAtOnce: 4,
    perturbed: (masks) => tf.tidy(() => tf.sum(tf.mul(masks, NaN), 1).as1D()),
  };
  await expect(lastOf(integrateGradients(broken, T, 0, pathPoints(2)))).rejects.toEqual(
    labError("value", ["NaN"]),
  );
});
