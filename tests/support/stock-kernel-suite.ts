/** TF.js' 3-D convolution and pooling on one backend, with our kernels registered, against the pure twins. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { PADDING, sizeOf, type Shape5, type Triple } from "../../src/base/shape.ts";
import type { BackendName } from "../../src/device/backend-report.ts";
import "../../src/device/kernels/register.ts";
import { replaceStockKernels } from "../../src/device/stock-kernels.ts";
import { conv3d, conv3dInputGradient, type Conv3dSizes } from "../../src/math/conv3d.ts";
import { maxPool3d, maxPool3dGradient, poolSizes } from "../../src/math/max-pool3d.ts";
import { draws } from "./arrays.ts";
import { expectAllClose } from "./close.ts";

const INPUT: Shape5 = [2, 5, 7, 6, 3];

interface Case {
  readonly kernel: Triple;
  readonly strides: Triple;
  readonly pad: "same" | "valid";
}

const CASES: readonly Case[] = [
  { kernel: [3, 3, 3], strides: [1, 1, 1], pad: "same" },
  { kernel: [2, 3, 1], strides: [2, 1, 2], pad: "valid" },
  // A filter smaller than its stride, for which stock padding is negative.
  { kernel: [1, 1, 1], strides: [2, 2, 2], pad: "same" },
];

/** Declares the suite for one backend, which must be registered. */
export function stockKernelSuite(backend: BackendName): void {
  beforeAll(async () => {
    expect(await tf.setBackend(backend)).toBe(true);
    await tf.ready();
    replaceStockKernels();
  });

  describe.each(CASES)(
    `on ${backend}, kernel $kernel, strides $strides, "$pad"`,
    ({ kernel, strides, pad }) => {
      const x = draws(sizeOf(INPUT), 1);

      test("tf.conv3d and its gradient equal the pure twin's", async () => {
        const filter = draws(sizeOf(kernel) * 3 * 4, 2);
        const axes = ([0, 1, 2] as const).map((axis) =>
          PADDING[pad](INPUT[axis + 1]!, kernel[axis], strides[axis]),
        );
        const along = (side: "before" | "after") => axes.map((axis) => axis[side]) as unknown as Triple;
        const padding = { before: along("before"), after: along("after") };
        const sizes: Conv3dSizes = { input: INPUT, kernel, strides, padding, outChannels: 4 };
        const expected = conv3d(x, filter, new Float32Array(4), sizes);
        const gradY = draws(expected.length, 3);
        const { y, gradX } = tf.tidy(() => {
          const w = tf.tensor5d(filter, [...kernel, 3, 4]);
          const run = (input: tf.Tensor) => tf.conv3d(input as tf.Tensor5D, w, [...strides], pad);
          const output = run(tf.tensor5d(x, [...INPUT]));
          const upstream = tf.tensor(gradY, output.shape);
          return { y: output, gradX: tf.grad(run)(tf.tensor5d(x, [...INPUT]), upstream) };
        });
        expectAllClose(await y.data(), expected, { atol: 1e-5 });
        expectAllClose(await gradX.data(), conv3dInputGradient(gradY, filter, sizes), { atol: 1e-5 });
        tf.dispose([y, gradX]);
      });

      test("tf.maxPool3d and its gradient equal the pure twin's, even if all values are negative", async () => {
        const negative = x.map((value) => value - 2);
        const sizes = poolSizes(INPUT, kernel, strides, PADDING[pad]);
        const expected = new Float32Array(sizeOf(sizes.output));
        const argmax = new Int32Array(expected.length);
        maxPool3d(negative, expected, argmax, sizes);
        const gradY = draws(expected.length, 3);
        const expectedGradient = new Float32Array(x.length);
        maxPool3dGradient(gradY, argmax, expectedGradient);
        const { y, gradX } = tf.tidy(() => {
          const run = (input: tf.Tensor) =>
            tf.maxPool3d(input as tf.Tensor5D, [...kernel], [...strides], pad);
          const at = tf.tensor5d(negative, [...INPUT]);
          return { y: run(at), gradX: tf.grad(run)(at, tf.tensor(gradY, [...sizes.output])) };
        });
        expectAllClose(await y.data(), expected, { atol: 0 });
        expectAllClose(await gradX.data(), expectedGradient, { atol: 1e-6 });
        tf.dispose([y, gradX]);
      });

      test("tf.maxPool's gradient equals the pure twin's, even if all values are negative", async () => {
        const frames: Shape5 = [1, INPUT[0] * INPUT[1], ...(INPUT.slice(2) as unknown as Triple)];
        const [, kh, kw] = kernel;
        const [, sh, sw] = strides;
        const sizes = poolSizes(frames, [1, kh, kw], [1, sh, sw], PADDING[pad]);
        const negative = x.map((value) => value - 2);
        const y = new Float32Array(sizeOf(sizes.output));
        const argmax = new Int32Array(y.length);
        maxPool3d(negative, y, argmax, sizes);
        const gradY = draws(y.length, 3);
        const expected = new Float32Array(x.length);
        maxPool3dGradient(gradY, argmax, expected);
        const gradX = tf.tidy(() => {
          const run = (input: tf.Tensor) => tf.maxPool(input as tf.Tensor4D, [kh, kw], [sh, sw], pad);
          const at = tf.tensor(negative, frames.slice(1));
          return tf.grad(run)(at, tf.tensor(gradY, sizes.output.slice(1)));
        });
        expectAllClose(await gradX.data(), expected, { atol: 1e-6 });
        gradX.dispose();
      });
    },
  );

  test(`dilated convolution is left to TF.js on ${backend}`, async () => {
    const y = tf.tidy(() => {
      const input = tf.tensor5d(draws(sizeOf([1, 5, 6, 6, 2]), 1), [1, 5, 6, 6, 2]);
      const filter = tf.tensor5d(draws(sizeOf([3, 3, 3, 2, 1]), 2), [3, 3, 3, 2, 1]);
      return tf.conv3d(input, filter, 1, "valid", "NDHWC", [2, 1, 1]);
    });
    expect(y.shape).toEqual([1, 1, 4, 4, 1]);
    expect((await y.data()).every(Number.isFinite)).toBe(true);
    y.dispose();
  });
}
