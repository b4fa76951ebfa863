/** The search on a toy with a known answer: the score depends only on planted frames. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import "../../../src/device/kernels/register.ts";
import type { MaskScorer } from "../../../src/search/descent.ts";
import { learningRateAt, PRESETS, type SearchSettings } from "../../../src/math/search-settings.ts";
import {
  searchTemporalMask,
  type Driving,
  type Reached,
  type SearchEnd,
  type SearchStep,
} from "../../../src/search/temporal-search.ts";
import { labError } from "../../support/lab-error.ts";
import { plantedScorer } from "../../support/planted-scorer.ts";

const planted16 = (planted: readonly number[]) => plantedScorer(planted, 16);

async function run(scorer: MaskScorer, settings: SearchSettings, T = 16, driving: Driving = {}) {
  const search = searchTemporalMask(scorer, T, settings, driving);
  const steps: SearchStep[] = [];
  let next = await search.next();
  while (!next.done) {
    steps.push(next.value);
    next = await search.next();
  }
  return { steps, end: next.value };
}

const onFrames = ({ mask }: SearchEnd) => Array.from(mask.keys()).filter((t) => mask[t]! > 0.5);

/** A scorer whose scores are NaN. */
const broken: MaskScorer = {
  ...planted16([3]),
  perturbed: (masks) => tf.tidy(() => tf.mul(tf.sum(masks, 1), NaN).as1D()),
};

beforeAll(async () => {
  expect(await tf.setBackend("cpu")).toBe(true);
});

describe("searchTemporalMask", () => {
  test.each([
    ["default", [6, 7, 8, 9]],
    ["default", [3, 4, 5]],
    ["paper", [6, 7, 8, 9]],
  ] as const)("with the %s preset freezes the planted frames %j and no others", async (preset, planted) => {
    const { end } = await run(planted16(planted), PRESETS[preset]);
    expect(onFrames(end)).toEqual(planted);
  });

  test("the central block is found with the search's own operator, or with freeze under the paper's preset", async () => {
    const [own, frozen] = [planted16([7, 8]), planted16([4, 5, 6, 7, 8, 9, 10, 11])];
    const scorer: MaskScorer = { ...own, frozen: (masks) => frozen.perturbed(masks) };
    const startOf = async (preset: "default" | "paper", of: MaskScorer) => {
      const { end } = await run(of, { ...PRESETS[preset], steps: 1 });
      return Array.from(end.start.keys()).filter((t) => end.start[t]! > 0.5);
    };
    const [mended, asReleased] = [await startOf("default", scorer), await startOf("paper", scorer)];
    expect(mended).toEqual(await startOf("default", own));
    expect(asReleased).toEqual(await startOf("paper", frozen));
    expect(asReleased).not.toEqual(await startOf("paper", own)); // control: the two operators differ
  });

  test("lowers the loss within three steps", async () => {
    const { steps } = await run(planted16([3, 4, 5]), { ...PRESETS.default, steps: 4 });
    expect(steps[3]!.loss).toBeLessThan(steps[0]!.loss);
  });

  test("reports loss = l1 + tv + class score, with masks inside [0, 1]", async () => {
    const { steps } = await run(planted16([3, 4, 5]), { ...PRESETS.default, steps: 20 });
    for (const { loss, l1, tv, classScore, mask } of steps) {
      expect(loss).toBeCloseTo(l1 + tv + classScore, 12);
      expect(mask.every((m) => m >= 0 && m <= 1)).toBe(true);
    }
  });

  test("the default preset stops once settled; the paper's runs all steps", async () => {
    const settled = await run(planted16([6, 7, 8, 9]), PRESETS.default);
    expect(settled.end.stopped).toBe("settled");
    expect(settled.end.steps).toBe(settled.steps.length);
    expect(settled.end.steps).toBeLessThan(PRESETS.default.steps);
    const full = await run(planted16([6, 7, 8, 9]), PRESETS.paper);
    expect(full.end).toMatchObject({ stopped: "all-steps", steps: PRESETS.paper.steps });
  });

  test("the default preset's learning rate falls once it should have settled; the paper's never does", () => {
    const rates = (settings: SearchSettings) =>
      [1, 80, 100, 120, 300].map((step) => learningRateAt(step, settings));
    expect(rates(PRESETS.default)).toEqual([0.2, 0.2, 0.1, 0.05, 0.2 * 2 ** -11]);
    expect(rates(PRESETS.paper)).toEqual([0.2, 0.2, 0.2, 0.2, 0.2]);
  });

  test("stopping early gives the frames that all steps give", async () => {
    const early = await run(planted16([3, 4, 5]), PRESETS.default);
    const full = await run(planted16([3, 4, 5]), { ...PRESETS.default, patience: null });
    expect(onFrames(early.end)).toEqual(onFrames(full.end));
  });

  test("the default preset returns the mask with the lowest loss", async () => {
    const { steps, end } = await run(planted16([3, 4, 5]), PRESETS.default);
    const best = steps.reduce((a, b) => (b.loss < a.loss ? b : a));
    expect(end.mask).toEqual(best.mask);
  });

  test("the same input gives the same result", async () => {
    const [first, second] = [
      await run(planted16([3, 4, 5]), PRESETS.default),
      await run(planted16([3, 4, 5]), PRESETS.default),
    ];
    expect(second.end).toEqual(first.end);
  });

  test("refuses a clip of one frame, and a score that is not a number", async () => {
    await expect(run(plantedScorer([0], 1), PRESETS.default, 1)).rejects.toEqual(labError("shape", [1]));
    await expect(run(broken, PRESETS.default)).rejects.toEqual(labError("value", ["NaN", 1]));
  });

  test("reading several steps at a time does not change the result", async () => {
    const one = await run(planted16([3, 4, 5]), PRESETS.default);
    const several = await run(planted16([3, 4, 5]), PRESETS.default, 16, { mostStepsPerRead: 8 });
    expect(several).toEqual(one);
  });

  test("resumes from a saved state as if never interrupted", async () => {
    const whole = await run(planted16([3, 4, 5]), PRESETS.default);
    const interrupted = searchTemporalMask(planted16([3, 4, 5]), 16, PRESETS.default);
    let from: Reached | undefined;
    for (let i = 0; i < 25; i++) {
      const next = await interrupted.next();
      if (!next.done) from = structuredClone(next.value.reached);
    }
    await interrupted.return(whole.end);
    const rest = await run(planted16([3, 4, 5]), PRESETS.default, 16, { from });
    expect(rest.steps[0]!.step).toBe(26);
    expect(rest.steps).toEqual(whole.steps.slice(25));
    expect(rest.end).toEqual(whole.end);
  });

  test("from several starts finds an event that the central block leads away from", async () => {
    // A score with two ways down: the middle frames lower it a little, the first ones to nothing.
    const twoWays: MaskScorer = {
      mostAtOnce: 16,
      perturbed: (masks) =>
        tf.tidy(() => {
          const part = (first: number, count: number) => tf.mean(tf.slice(masks, [0, first], [-1, count]), 1);
          const middle = tf.sigmoid(tf.mul(tf.sub(part(6, 4), 0.5), -12));
          const early = tf.sigmoid(tf.mul(tf.sub(part(0, 3), 0.5), -12));
          return tf.mul(early, tf.add(tf.mul(middle, 0.6), 0.4)).as1D();
        }),
    };
    const central = await run(twoWays, PRESETS.default);
    const thorough = await run(twoWays, PRESETS.thorough);
    const lowest = ({ steps }: typeof central) => Math.min(...steps.map(({ loss }) => loss));
    expect(lowest(thorough)).toBeLessThan(lowest(central));
    expect(onFrames(thorough.end).every((t) => t < 3)).toBe(true);
  });

  test("leaves no tensor behind, whether it ends, fails or is abandoned", async () => {
    const before = tf.memory().numTensors;
    await run(planted16([3, 4, 5]), PRESETS.default, 16, { mostStepsPerRead: 4 });
    const abandoned = searchTemporalMask(planted16([3]), 16, PRESETS.thorough, { mostStepsPerRead: 4 });
    await abandoned.next();
    await expect(abandoned.throw(new Error("cancelled"))).rejects.toThrow("cancelled");
    await expect(run(broken, PRESETS.default)).rejects.toEqual(labError("value", ["NaN"]));
    expect(tf.memory().numTensors).toBe(before);
  });
});
