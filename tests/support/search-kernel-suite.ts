/**
 * One suite for every backend: the kernels that compute the next mask from scores, each against its twin in `math/`.
 */
import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { BackendName } from "../../src/device/backend-report.ts";
import { runMaskDescent } from "../../src/device/kernels/mask-descent.ts";
import "../../src/device/kernels/register.ts";
import { OPERATOR_NAMES } from "../../src/math/operator.ts";
import { operatorMatrix, sourceCount } from "../../src/math/sources.ts";
import { freezePixelFrames, freezePixelsGradient } from "../../src/math/freeze-pixels.ts";
import { descend, descentRowLength, seenStep, startRow } from "../../src/math/mask-descent.ts";
import { upsampleGrid } from "../../src/math/upsample.ts";
import { freezePixels, upsampleMasks } from "../../src/perturb/freeze-pixels.ts";
import { operatorWeights } from "../../src/perturb/operator-weights.ts";
import { Descent, scoresOf, scoreWithGradient } from "../../src/search/descent.ts";
import { PRESETS, SPATIOTEMPORAL } from "../../src/math/search-settings.ts";
import { centralDifferences, draws } from "./arrays.ts";
import { expectAllClose } from "./close.ts";
import { plantedScorer } from "./planted-scorer.ts";

/** Declares the suite for one backend, which must be registered. */
export function searchKernelSuite(backend: BackendName): void {
  describe(`search kernels on ${backend}`, () => {
    let tensors = 0;
    beforeAll(async () => {
      expect(await tf.setBackend(backend)).toBe(true);
      await tf.ready();
    });
    beforeEach(() => {
      tensors = tf.memory().numTensors;
    });
    afterEach(() => {
      expect(tf.memory().numTensors, "tensors left behind").toBe(tensors);
    });

    test.each(OPERATOR_NAMES.flatMap((operator) => [5, 8].map((T) => [operator, T] as const)))(
      "%s gives each mask of a batch of %i frames its own weights and gradient",
      async (operator, T) => {
        const [B, S] = [3, sourceCount(operator, T)];
        // Runs of all lengths, and no value so close to 0.1 that rounding could move it across.
        const masks = draws(B * T, 1).map((v) => (v < -0.4 ? 0.02 : 0.2 + 0.8 * Math.abs(v)));
        const upstream = draws(B * T * S, 2);
        const [weights, gradient] = tf.tidy(() => {
          const input = tf.tensor2d(masks, [B, T]);
          const run = (m: tf.Tensor) => operatorWeights(operator, m as tf.Tensor2D);
          return [run(input), tf.grad(run)(input, tf.tensor3d(upstream, [B, T, S]))];
        });
        const matrices = (values: Float32Array) =>
          Array.from({ length: B }, (_, b) =>
            operatorMatrix(operator, values.slice(b * T, (b + 1) * T)),
          ).flatMap((matrix) => Array.from(matrix));
        expect(weights.shape).toEqual([B, T, S]);
        expectAllClose(await weights.data(), matrices(masks), { atol: 1e-6 });
        const weighted = (values: Float32Array) =>
          matrices(values).reduce((sum, w, i) => sum + w * upstream[i]!, 0);
        expectAllClose(await gradient.data(), await centralDifferences(weighted, masks), { atol: 1e-4 });
        tf.dispose([weights, gradient]);
      },
    );

    test("a float32 value of 0.1 is in no run on any backend", async () => {
      const weights = tf.tidy(() => operatorWeights("reverse", tf.tensor2d([[0.1, 0.1, 1, 0.11]])));
      expectAllClose(await weights.data(), operatorMatrix("reverse", [0.1, 0.1, 1, 0.11]), { atol: 1e-6 });
      expect((await weights.data())[0]).toBe(1);
      expect((await weights.data())[10]).toBe(0); // control: the two above it swap
      weights.dispose();
    });

    test("two grid masks at once are upsampled and frozen pixel by pixel, with their gradient", async () => {
      const [B, T, C] = [2, 4, 3];
      const [grid, size] = [
        { h: 2, w: 3 },
        { h: 5, w: 7 },
      ];
      const [cells, P] = [6, 35];
      const masks = draws(B * T * cells, 30).map((v) => (v + 1) / 2);
      const clip = draws(T * P * C, 31);
      const upstream = draws(B * T * P * C, 32);
      const frames = tf.tensor5d(clip, [1, T, size.h, size.w, C]);
      const [pixels, frozen, gradient] = tf.tidy(() => {
        const input = tf.tensor2d(masks, [B, T * cells]);
        const up = (m: tf.Tensor) => upsampleMasks(m as tf.Tensor2D, grid, size);
        const run = (m: tf.Tensor) => freezePixels(frames, up(m));
        const dy = tf.tensor5d(upstream, [B, T, size.h, size.w, C]);
        return [up(input), run(input), tf.grad(run)(input, dy)];
      });
      const twin = (values: Float32Array) =>
        Array.from({ length: B * T }, (_, i) =>
          Array.from(upsampleGrid(values.subarray(i * cells, (i + 1) * cells), grid, size)),
        ).flat();
      const twinFrozen = (values: Float32Array) => {
        const all = Float32Array.from(twin(values));
        return Array.from({ length: B }, (_, b) =>
          Array.from(freezePixelFrames(clip, all.subarray(b * T * P, (b + 1) * T * P), T)),
        ).flat();
      };
      expectAllClose(await pixels.data(), twin(masks), { atol: 1e-6 });
      expect(frozen.shape).toEqual([B, T, size.h, size.w, C]);
      expectAllClose(await frozen.data(), twinFrozen(masks), { atol: 2e-6 });
      const loss = (values: Float32Array) =>
        twinFrozen(values).reduce((sum, v, i) => sum + v * upstream[i]!, 0);
      expectAllClose(await gradient.data(), await centralDifferences(loss, masks), {
        rtol: 1e-2,
        atol: 5e-3,
      });

      // The gradient of the pixels against its twin.
      const at = await pixels.data<"float32">();
      const expected = new Float32Array(T * P);
      const [first, gradFirst] = [at.slice(0, T * P), upstream.slice(0, T * P * C)];
      freezePixelsGradient(clip, first, freezePixelFrames(clip, first, T), gradFirst, T, expected);
      const ofPixels = tf.tidy(() =>
        tf.grad((m) => freezePixels(frames, m as tf.Tensor3D))(
          tf.tensor3d(first, [1, T, P]),
          tf.tensor5d(gradFirst, [1, T, size.h, size.w, C]),
        ),
      );
      expectAllClose(await ofPixels.data(), expected, { rtol: 1e-5, atol: 1e-5 });
      tf.dispose([frames, pixels, frozen, gradient, ofPixels]);
    });

    const grid = { h: 2, w: 3 };
    const onGrid = { ...SPATIOTEMPORAL[7].toArea, grid };
    describe.each([
      ["default preset", PRESETS.default, 1],
      ["paper preset", PRESETS.paper, 1],
      ["a grid, its area weighed", onGrid, 6],
      ["a grid, its area given", { ...onGrid, area: { share: 0.3, weight: 2 } }, 6],
    ] as const)("LabMaskDescent, %s", (_, settings, cells) => {
      test.each([2, 3, 16])(
        "%i frames: repeats the twin over steps, for two searches at once",
        async (frames) => {
          const T = frames * cells;
          let expected = [7, 8].map((seed) => startRow(draws(T, seed).map((v) => 5 * v)));
          // Equal neighbours test |m[t+1] - m[t]|^3 and its slope at 0.
          expected[0]!.set([0, 0], T);
          expected[0]!.set([0.5, 0.5]);
          let rows = tf.tensor2d(Float32Array.from(expected.flatMap((row) => Array.from(row))), [
            2,
            descentRowLength(T),
          ]);
          for (let step = 1; step <= 3; step++) {
            const scores = draws(2, step).map((v) => (v + 1) / 2);
            const gradients = draws(2 * T, 10 + step);
            expected = expected.map((row, b) => {
              const next = new Float32Array(row.length);
              descend(row, scores[b]!, gradients.subarray(b * T, (b + 1) * T), step, settings, next);
              return next;
            });
            const [s, g] = [tf.tensor1d(scores), tf.tensor2d(gradients, [2, T])];
            const next = runMaskDescent(rows, s, g, step, settings);
            tf.dispose([rows, s, g]);
            rows = next;
          }
          // WGSL's exp and pow are accurate to some 1e-6 here.
          expectAllClose(
            await rows.data(),
            expected.flatMap((row) => Array.from(row)),
            { rtol: 1e-5, atol: 1e-5 },
          );
          rows.dispose();
        },
      );
    });

    test("scores masks in parts if they do not fit at once, with the gradient of central differences", async () => {
      const scorer = { ...plantedScorer([1, 2], 4), mostAtOnce: 2 };
      const masks = Array.from({ length: 5 }, (_, i) => draws(4, 20 + i).map((v) => (v + 1) / 2));
      const inParts = await scoresOf(scorer, masks);
      const atOnce = await scoresOf({ ...scorer, mostAtOnce: 5 }, masks);
      expectAllClose(inParts, atOnce, { atol: 1e-6 });
      expect(new Set(inParts).size).toBe(5); // control: they differ
      const { score, gradient } = await scoreWithGradient(scorer, masks[0]!);
      expect(score).toBeCloseTo(inParts[0]!, 5);
      const f = async (mask: Float32Array) => (await scoresOf(scorer, [mask]))[0]!;
      expectAllClose(gradient, await centralDifferences(f, masks[0]!), { atol: 2e-3 });
    });

    test("a descent read once takes the same steps as one read after each step", async () => {
      const scorer = plantedScorer([1, 2], 4);
      const rows = [startRow([-5, 5, 5, 5]), startRow([5, 5, -5, -5])];
      const [together, apart] = [
        new Descent(scorer, () => PRESETS.default, rows, 0),
        new Descent(scorer, () => PRESETS.default, rows, 0),
      ];
      const inOne = await together.take(3);
      const one = [];
      for (let i = 0; i < 3; i++) one.push(...(await apart.take(1)));
      expect(inOne).toEqual(one);
      // It does not matter either whether both searches fit the device at once.
      const inParts = new Descent({ ...scorer, mostAtOnce: 1 }, () => PRESETS.default, rows, 0);
      for (const [step, both] of (await inParts.take(3)).entries()) {
        both.forEach((row, b) => expectAllClose(row, inOne[step]![b]!, { atol: 1e-6 }));
      }
      inParts.dispose();
      expect(seenStep(inOne[0]![0]!).mask[0]).toBeCloseTo(1 / (1 + Math.exp(5)), 6);
      together.dispose();
      apart.dispose();
    });
  });
}
