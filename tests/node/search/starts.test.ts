/** Start masks of searches. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { blockParameters } from "../../../src/math/central-init.ts";
import type { MaskScorer } from "../../../src/search/descent.ts";
import { PRESETS } from "../../../src/math/search-settings.ts";
import { startParameters } from "../../../src/search/starts.ts";
import { plantedScorer } from "../../support/planted-scorer.ts";

const T = 16;

beforeAll(async () => {
  expect(await tf.setBackend("cpu")).toBe(true);
});

test("the thorough preset adds either half, the whole clip, and the best of all windows", async () => {
  const scorer = plantedScorer([3, 4, 5], T, 3);
  const [central, ...others] = await startParameters(scorer, T, PRESETS.thorough);
  expect([central]).toEqual(await startParameters(scorer, T, PRESETS.default));
  expect(others).toEqual([
    blockParameters(T, 0, 8),
    blockParameters(T, 8, 16),
    blockParameters(T, 0, 16),
    // Frames 3 to 5: the fewest that remove the whole score.
    blockParameters(T, 3, 6),
  ]);
});

test("adds no window if none is worth its cost", async () => {
  const still: MaskScorer = {
    mostAtOnce: 8,
    perturbed: (masks) => tf.tidy(() => tf.add(tf.mul(tf.sum(masks, 1), 0), 0.5).as1D()),
  };
  expect(await startParameters(still, T, PRESETS.thorough)).toHaveLength(4);
});
