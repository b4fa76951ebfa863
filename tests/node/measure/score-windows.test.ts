/** Scores of every window, in batches between which a caller can stop. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { bestWindow } from "../../../src/math/best-window.ts";
import { scoreWindows } from "../../../src/measure/score-windows.ts";
import { windowMask, windowsOf } from "../../../src/math/windows.ts";
import { scoresOf, type MaskScorer } from "../../../src/search/descent.ts";
import { PRESETS } from "../../../src/math/search-settings.ts";
import { expectAllClose } from "../../support/close.ts";
import { labError } from "../../support/lab-error.ts";
import { lastOf } from "../../support/metric.ts";
import { plantedScorer } from "../../support/planted-scorer.ts";

beforeAll(async () => {
  expect(await tf.setBackend("cpu")).toBe(true);
});

test("scores equal those of each window alone, and the best window is the planted one", async () => {
  const scorer = plantedScorer([6, 7, 8, 9], 16);
  const before = tf.memory().numTensors;
  const windows = await lastOf(scoreWindows(scorer, 16));
  expect(windows.scores).toHaveLength(136);
  const masks = windowsOf(16).map((window) => windowMask(16, window));
  expectAllClose(windows.scores, await scoresOf({ ...scorer, mostAtOnce: 1 }, masks), { atol: 1e-6 });
  expect(windows.original).toBeCloseTo(1 / (1 + Math.exp(-8)), 5);
  expect(bestWindow(windows, PRESETS.default).window).toEqual([6, 9]);
  expect(tf.memory().numTensors).toBe(before);
});

test("reports progress before the first batch and after each, none larger than the device takes", async () => {
  const sizes: number[] = [];
  const scorer = plantedScorer([3], 8);
  const small: MaskScorer = {
    mostAtOnce: 5,
    perturbed: (masks) => {
      sizes.push(masks.shape[0]);
      return scorer.perturbed(masks);
    },
  };
  const seen = [];
  for await (const step of scoreWindows(small, 8)) seen.push(step);
  expect(Math.max(...sizes)).toBe(5);
  expect(seen.map(({ done }) => done)).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 37]);
  expect(new Set(seen.map(({ of }) => of))).toEqual(new Set([37]));
});

test("a clip of one frame has one window; a score that is not a number is refused", async () => {
  const { T, original, scores } = await lastOf(scoreWindows(plantedScorer([0], 1), 1));
  expect([T, scores.length]).toEqual([1, 1]);
  expect(original).toBeGreaterThan(scores[0]!);
  const broken: MaskScorer = { mostAtOnce: 4, perturbed: (masks) => tf.fill([masks.shape[0]], NaN) };
  await expect(lastOf(scoreWindows(broken, 4))).rejects.toEqual(labError("value", ["NaN"]));
});
