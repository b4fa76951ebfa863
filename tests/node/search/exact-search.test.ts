/** The exact search on toys small enough to score all 2^T masks. */
import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { lossOf } from "../../../src/math/mask-loss.ts";
import { reverseMatrix } from "../../../src/math/reverse.ts";
import type { MaskScorer } from "../../../src/search/descent.ts";
import {
  exactWeights,
  searchExactMask,
  type ExactDriving,
  type ExactStep,
} from "../../../src/search/exact-search.ts";
import { labError } from "../../support/lab-error.ts";
import { plantedScorer } from "../../support/planted-scorer.ts";

const SETTINGS = { lambda1: 0.01, lambda2: 0.02, mostEvaluations: null };

const allMasks = (T: number) =>
  Array.from({ length: 2 ** T }, (_, bits) => Array.from({ length: T }, (__, t) => (bits >> t) & 1));

/** A scorer whose scores a function of the mask gives. */
function scorerOf(score: (mask: number[]) => number, mostAtOnce = 16): MaskScorer {
  return { mostAtOnce, perturbed: (masks) => tf.tensor1d(masks.arraySync().map(score)) };
}

async function run(
  scorer: MaskScorer,
  T: number,
  settings = SETTINGS as { lambda1: number; lambda2: number; mostEvaluations: number | null },
  operator: Parameters<typeof searchExactMask>[3] = "fade",
  driving: ExactDriving = {},
) {
  const steps: ExactStep[] = [];
  const search = searchExactMask(scorer, T, settings, operator, driving);
  let next = await search.next();
  while (!next.done) {
    steps.push(next.value);
    next = await search.next();
  }
  return { steps, end: next.value };
}

/** Lowest loss of all 2^T masks. */
function lowestLoss(T: number, score: (mask: number[]) => number, weights = exactWeights(SETTINGS)): number {
  return Math.min(...allMasks(T).map((mask) => lossOf(mask, score(mask), weights).loss));
}

beforeAll(async () => {
  expect(await tf.setBackend("cpu")).toBe(true);
});

describe("searchExactMask", () => {
  test("finds the planted frames and proves that no mask is better", async () => {
    const needed = (mask: number[]) => (mask[3] === 1 && mask[4] === 1 && mask[5] === 1 ? 0 : 0.9);
    const { end, steps } = await run(scorerOf(needed), 16);
    expect(Array.from(end.mask)).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(end.proven).toBe(true);
    expect(end.lowerBound).toBe(steps.at(-1)!.loss);
    expect(end.evaluations).toBeLessThan(100);
  });

  test("reaches the lowest loss of all 2^8 masks, whatever the scores", async () => {
    const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 256, maxLength: 256 });
    const weight = fc.constantFrom(0, 0.01, 0.02, 0.1);
    await fc.assert(
      fc.asyncProperty(
        scores,
        weight,
        weight,
        fc.integer({ min: 1, max: 20 }),
        async (table, l1, l2, batch) => {
          const score = (mask: number[]) =>
            Math.fround(table[mask.reduce((sum, m, t) => sum + m * 2 ** t, 0)]!);
          const weights = { lambda1: l1, lambda2: l2, mostEvaluations: null };
          const { end, steps } = await run(scorerOf(score, batch), 8, weights);
          expect(end.proven).toBe(true);
          expect(end.lowerBound).toBeCloseTo(lowestLoss(8, score, exactWeights(weights)), 6);
          expect(steps.at(-1)!.loss).toBe(end.lowerBound);
        },
      ),
      { numRuns: 25 },
    );
  });

  test("under reverse, skips runs of one frame and still reaches the lowest loss", async () => {
    const score = (mask: number[]) => {
      const moved = reverseMatrix(mask);
      return Math.max(0.9 - 0.3 * (1 - moved[2 * 8 + 2]!) - 0.5 * (1 - moved[6 * 8 + 6]!), 0);
    };
    const scored: number[][] = [];
    const { end } = await run(
      scorerOf((mask) => {
        scored.push(mask);
        return score(mask);
      }),
      8,
      SETTINGS,
      "reverse",
    );
    expect(end.lowerBound).toBeCloseTo(lowestLoss(8, score), 6);
    expect(scored.filter((mask) => /(^|0)1(0|$)/.test(mask.join("")))).toEqual([]);
  });

  test("at every step, bounds the lowest loss from both sides", async () => {
    const scorer = plantedScorer([1, 2, 6], 8, 6);
    const { steps, end } = await run({ ...scorer, mostAtOnce: 3 }, 8);
    steps.forEach((step, i) => {
      expect(step.lowerBound).toBeLessThanOrEqual(end.lowerBound);
      expect(step.loss).toBeGreaterThanOrEqual(end.lowerBound);
      expect(step.lowerBound).toBeGreaterThanOrEqual(steps[i - 1]?.lowerBound ?? 0);
      expect(step.loss).toBeLessThanOrEqual(steps[i - 1]?.loss ?? Infinity);
      expect(step.loss).toBeCloseTo(step.l1 + step.tv + step.classScore, 12);
      expect(step.of).toBeGreaterThanOrEqual(step.evaluations);
    });
    expect(steps.filter(({ proven }) => proven)).toHaveLength(1);
    expect(steps.at(-1)!.of).toBe(end.evaluations);
  });

  test("with too few masks allowed, returns the best so far and how much lower the loss can be", async () => {
    const scorer = plantedScorer([3, 4, 5, 6, 7, 8], 16, 12);
    const whole = await run(scorer, 16);
    const { end } = await run(scorer, 16, { ...SETTINGS, mostEvaluations: 20 });
    expect(end).toMatchObject({ proven: false, evaluations: 20 });
    expect(end.lowerBound).toBeLessThan(whole.end.lowerBound);
    expect(whole.end.proven).toBe(true);
  });

  test("where no mask lowers the score, the empty mask is proven best", async () => {
    const { end } = await run(
      scorerOf(() => 0.25),
      8,
    );
    expect(Array.from(end.mask)).toEqual(new Array(8).fill(0));
    expect(end).toMatchObject({ proven: true, lowerBound: 0.25 });
  });

  test("resumes from any step with the same result and no mask scored twice", async () => {
    const scorer = { ...plantedScorer([2, 3, 6], 8, 6), mostAtOnce: 4 };
    const { steps, end } = await run(scorer, 8);
    for (const { reached } of steps) {
      const resumed = await run(scorer, 8, SETTINGS, "fade", { from: structuredClone(reached) });
      expect(resumed.end).toEqual(end);
      expect(resumed.steps).toEqual(steps.filter(({ step }) => step > reached.step));
    }
  });

  test.each([
    ["not a number", Number.NaN],
    ["negative", -0.5],
    ["above 1", 1.5],
  ])("refuses a score that is %s", async (_, score) => {
    await expect(
      run(
        scorerOf(() => score),
        8,
      ),
    ).rejects.toThrow(labError("value"));
  });

  test("refuses a clip of one frame, which has nothing to choose", async () => {
    await expect(
      run(
        scorerOf(() => 0.5),
        1,
      ),
    ).rejects.toThrow(labError("shape"));
    const { end } = await run(
      scorerOf((mask) => (mask[1] === 1 ? 0 : 0.9)),
      2,
    );
    expect(Array.from(end.mask)).toEqual([1, 1]);
  });

  test("leaves no tensor behind, even if left early", async () => {
    const before = tf.memory().numTensors;
    const search = searchExactMask(plantedScorer([1], 8), 8, SETTINGS, "freeze");
    await search.next();
    await search.return(undefined as never);
    expect(tf.memory().numTensors).toBe(before);
  });
});
