/** Integrated gradients on a clip whose planted frames share the score. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { integrateGradients, midpoints } from "../../../src/measure/completeness.ts";
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
  () => midpoints(32),
  {
    "the end alone": () => [1],
    "the beginning alone": () => [0],
    "a path that stops a quarter of the way": () => midpoints(32).map((alpha) => alpha / 4),
  },
  async (path) => {
    const { attributions, sum, steps } = await lastOf(integrateGradients(scorer, T, expected, path()));
    const share = expected / planted.length;
    expectAllClose(
      attributions,
      Array.from({ length: T }, (_, t) => (planted.includes(t) ? share : 0)),
      {
        atol: 1e-4,
      },
    );
    expect(sum).toBeCloseTo(expected, 3);
    expect(steps).toBe(32);
  },
);

test("the batch does not change the numbers, and no tensor is left", async () => {
  const before = tf.memory().numTensors;
  const alone: MaskScorer = { ...scorer, mostAtOnce: 1 };
  const [one, several] = [
    await lastOf(integrateGradients(alone, T, expected, midpoints(8))),
    await lastOf(integrateGradients(scorer, T, expected, midpoints(8))),
  ];
  expectAllClose(one.attributions, several.attributions, { atol: 1e-6 });
  expect(tf.memory().numTensors).toBe(before);
});

test("refuses a gradient that is not a number", async () => {
  const broken: MaskScorer = {
    mostAtOnce: 4,
    perturbed: (masks) => tf.tidy(() => tf.sum(tf.mul(masks, NaN), 1).as1D()),
  };
  await expect(lastOf(integrateGradients(broken, T, 0, midpoints(2)))).rejects.toEqual(
    labError("value", ["NaN"]),
  );
});
