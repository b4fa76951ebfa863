/**
 * One suite for every backend: each op and its gradient against its twin in `math/`, at awkward sizes, with no tensor
 * left behind. Runs in Node (CPU, WASM) and in a browser (WASM, WebGPU).
 */
import * as tf from "@tensorflow/tfjs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  PADDING,
  samePadding,
  sizeOf,
  validPadding,
  type PaddingRule,
  type Shape5,
  type Triple,
} from "../../src/base/shape.ts";
import type { BackendName } from "../../src/device/backend-report.ts";
import "../../src/device/kernels/register.ts";
import { calibrateConvolution } from "../../src/device/calibrate-convolution.ts";
import { convolutionPrecision, setConvolutionPrecision } from "../../src/device/kernels/conv3d-webgpu.ts";
import { forceTile, TILE_NAMES } from "../../src/device/kernels/conv3d-tiles.ts";
import { concatChannels } from "../../src/device/ops/concat-channels.ts";
import { conv3d } from "../../src/device/ops/conv3d.ts";
import { Conv3dFilter } from "../../src/device/ops/conv3d-filter.ts";
import { convLstm } from "../../src/device/ops/conv-lstm.ts";
import { FrameResponses } from "../../src/device/ops/frame-responses.ts";
import { mixRows } from "../../src/device/ops/mix-rows.ts";
import { maxPool3d } from "../../src/device/ops/max-pool3d.ts";
import { conv3d as conv3dTwin, conv3dInputGradient, type Conv3dSizes } from "../../src/math/conv3d.ts";
import { convLstmCell, type GateActivation } from "../../src/math/conv-lstm-cell.ts";
import { freezeFrames as freezeTwin, freezeMaskGradient } from "../../src/math/freeze.ts";
import { maxPool3d as maxPoolTwin, maxPool3dGradient, poolSizes } from "../../src/math/max-pool3d.ts";
import { freezeFrames } from "../../src/perturb/freeze.ts";
import { centralDifferences, draws } from "./arrays.ts";
import { expectAllClose, type Tolerance } from "./close.ts";

/**
 * Tolerance for float32 sums of up to some hundred terms of order 1; worst error seen: 2e-6 on WASM, 3e-6 on WebGPU.
 */
const CLOSE = { rtol: 1e-5, atol: 1e-5 };

/** A convolution to test. Defaults: 5 output channels, stride 1, "same", with ReLU. */
interface Convolution {
  readonly input: Shape5;
  readonly kernel: Triple;
  readonly out?: number;
  readonly strides?: Triple;
  readonly padding?: PaddingRule;
  readonly relu?: boolean;
}

const ONE = [1, 1, 1] as const;
const THREE = [3, 3, 3] as const;

/**
 * Convolutions for every tile of WebGPU: input and output channels in fours or not, with and without a gate, whole or
 * split by the stride; more than one workgroup along pixels and channels, neither a multiple of the tile.
 */
const TILED: readonly (readonly [title: string, convolution: Convolution])[] = [
  ["4 to 68 channels, 147 pixels", { input: [1, 3, 7, 7, 4], kernel: THREE, out: 68 }],
  ["12 to 8 channels, no ReLU", { input: [1, 2, 5, 5, 12], kernel: THREE, out: 8, relu: false }],
  ["3 to 15 channels, stride 2", { input: [1, 3, 9, 8, 3], kernel: [3, 5, 5], out: 15, strides: [1, 2, 2] }],
  ["8 to 12 channels, stride 2", { input: [2, 5, 6, 7, 8], kernel: THREE, out: 12, strides: [2, 2, 2] }],
  ["72 to 4 channels, 1x1x1", { input: [1, 2, 8, 9, 72], kernel: ONE, out: 4 }],
];

const CONVOLUTIONS: typeof TILED = [
  ["one frame, 1x1x1", { input: [1, 1, 1, 1, 1], kernel: ONE, relu: false }],
  ["3x3x3 with ReLU", { input: [1, 5, 7, 6, 3], kernel: THREE }],
  ["a batch of two", { input: [2, 4, 5, 5, 2], kernel: THREE }],
  ["a batch of two in fours", { input: [2, 4, 5, 5, 8], kernel: THREE, out: 64 }],
  ["the stem's 7x7x7, stride 2", { input: [1, 8, 13, 12, 3], kernel: [7, 7, 7], strides: [2, 2, 2] }],
  [
    "the stem's 7x7x7 in fours, stride 2",
    { input: [1, 5, 9, 11, 4], kernel: [7, 7, 7], out: 8, strides: [2, 2, 2] },
  ],
  [
    "temporal stride 1 in the stem",
    { input: [1, 5, 9, 9, 3], kernel: [7, 7, 7], strides: [1, 2, 2], relu: false },
  ],
  [
    "5x5 per frame, stride 2, valid",
    { input: [1, 3, 14, 15, 3], kernel: [1, 5, 5], strides: [1, 2, 2], padding: "valid", relu: false },
  ],
  [
    "half padding, stride 2",
    { input: [1, 2, 8, 9, 4], kernel: [1, 5, 5], strides: [1, 2, 2], padding: "half" },
  ],
  [
    "a kernel smaller than its stride",
    { input: [1, 7, 7, 7, 2], kernel: ONE, strides: [2, 2, 2], relu: false },
  ],
  ["the same in fours", { input: [1, 7, 7, 7, 4], kernel: ONE, out: 4, strides: [2, 2, 2], relu: false }],
  ["one pixel, deep", { input: [1, 2, 1, 1, 96], kernel: THREE, out: 24 }],
];

/** Declares the suite for one backend, which must be registered. */
export function kernelSuite(backend: BackendName): void {
  describe(`kernels on ${backend}`, () => {
    let tensors = 0;
    beforeAll(async () => {
      expect(await tf.setBackend(backend)).toBe(true);
      await tf.ready();
      expect(tf.getBackend()).toBe(backend); // control: the backend under test is the one that runs
    });
    beforeEach(() => {
      tensors = tf.memory().numTensors;
    });
    afterEach(() => {
      expect(tf.memory().numTensors, "tensors left behind").toBe(tensors);
    });

    describe("conv3d", () => {
      test.each(CONVOLUTIONS)("%s: values and input gradient", async (_, convolution) => {
        await expectConvolution(convolution);
      });
    });

    // Each tile compiles to separate shaders; other backends have no tiles.
    const tiles = backend === "webgpu" ? TILE_NAMES : [];
    for (const tile of tiles) {
      describe(`conv3d in tiles of ${tile}`, () => {
        beforeAll(() => forceTile(tile));
        afterAll(() => forceTile(null));
        test.each(TILED)("%s: values and input gradient", async (_, convolution) => {
          await expectConvolution(convolution);
        });
      });
    }

    if (backend === "webgpu") {
      test("conv3d in float16 runs in float16 if the device can, and in float32 otherwise", async () => {
        setConvolutionPrecision("float16");
        try {
          // SwiftShader cannot. On an adapter that can, forward passes are accurate to 1e-3 of the largest value.
          const close = convolutionPrecision() === "float16" ? { atol: 2e-2 } : CLOSE;
          await expectConvolution({ input: [1, 2, 5, 5, 12], kernel: THREE, out: 8, relu: false }, close);
        } finally {
          setConvolutionPrecision("float32");
        }
      });

      test("calibration chooses a correct tile and reports its speed", async () => {
        const { tiles } = await calibrateConvolution();
        expect(tiles.length).toBeGreaterThan(0);
        for (const { name, speed } of tiles) {
          expect(TILE_NAMES).toContain(name);
          expect(speed).toBeGreaterThan(0);
        }
        await expectConvolution(CONVOLUTIONS[1]![1]);
      });
    }

    describe("maxPool3d", () => {
      const windows: [title: string, input: Shape5, window: Triple, strides: Triple, padding: PaddingRule][] =
        [
          ["1x3x3, stride 1, 2, 2", [1, 3, 7, 6, 2], [1, 3, 3], [1, 2, 2], "same"],
          ["3x3x3, stride 1", [1, 4, 5, 5, 3], [3, 3, 3], [1, 1, 1], "same"],
          ["3x3x3, stride 1, channels in fours", [2, 4, 5, 5, 8], [3, 3, 3], [1, 1, 1], "same"],
          ["2x2x2, stride 2, channels in fours", [1, 3, 5, 5, 4], [2, 2, 2], [2, 2, 2], "same"],
          ["3x3x3, stride 2", [2, 5, 7, 7, 2], [3, 3, 3], [2, 2, 2], "same"],
          ["2x2x2, stride 2, odd sizes", [1, 3, 5, 5, 1], [2, 2, 2], [2, 2, 2], "same"],
          ["2x2 per frame, valid, odd sizes", [1, 2, 5, 7, 3], [1, 2, 2], [1, 2, 2], "valid"],
        ];
      const inputs: [title: string, make: (n: number) => Float32Array][] = [
        ["mixed signs", (n) => draws(n, 5)],
        ["all negative", (n) => draws(n, 5).map((v) => -1 - Math.abs(v))],
        ["all equal", (n) => new Float32Array(n)],
      ];
      test.each(windows.flatMap((row) => inputs.map((input) => [...row, ...input] as const)))(
        "%s, %6$s: values and gradient",
        async (_, input, window, strides, padding, __, make) => {
          const x = make(sizeOf(input));
          const sizes = poolSizes(input, window, strides, padding === "same" ? samePadding : validPadding);
          const expected = new Float32Array(sizeOf(sizes.output));
          const argmax = new Int32Array(expected.length);
          maxPoolTwin(x, expected, argmax, sizes);
          const upstream = draws(expected.length, 6);
          const expectedGradient = new Float32Array(x.length);
          maxPool3dGradient(upstream, argmax, expectedGradient);

          const [y, gradient] = valueAndGradient(
            (t) => maxPool3d(t as tf.Tensor5D, window, strides, padding),
            x,
            input,
            upstream,
          );
          expect(y.shape).toEqual(sizes.output);
          expectAllClose(await taken(y), expected, {});
          expectAllClose(await taken(gradient), expectedGradient, { atol: 1e-6 });
        },
      );
    });

    describe("freezeFrames", () => {
      test.each([2, 5, 16])("%i frames: values and mask gradient", async (T) => {
        const shape: Shape5 = [1, T, 2, 3, 3];
        const frames = draws(sizeOf(shape), 7);
        const mask = draws(T, 8).map((v) => (v + 1) / 2);
        const upstream = draws(frames.length, 9);
        const clip = tf.tensor5d(frames, [...shape]);
        const [y, gradient] = valueAndGradient(
          (m) => freezeFrames(clip, m as tf.Tensor1D),
          mask,
          [T],
          upstream,
        );
        expectAllClose(await taken(y), freezeTwin(frames, mask), CLOSE);
        expectAllClose(await taken(gradient), freezeMaskGradient(frames, mask, upstream), CLOSE);
        clip.dispose();
      });
    });

    test("mixed first-layer responses equal the layer of the mixed clip", async () => {
      const shape: Shape5 = [1, 6, 9, 8, 3];
      const filter = new Conv3dFilter(draws(343 * 3 * 4, 10), [7, 7, 7, 3, 4], draws(4, 11));
      const frames = tf.tensor5d(draws(sizeOf(shape), 12), [...shape]);
      const mask = tf.tensor1d(draws(6, 13).map((v) => (v + 1) / 2));
      const weights = tf.tidy(() => {
        const eye = tf.eye(6).reshape<tf.Tensor5D>([1, 6, 6, 1, 1]);
        return freezeFrames(eye, mask).reshape<tf.Tensor3D>([1, 6, 6]);
      });
      const responses = FrameResponses.of(frames, filter, [2, 2, 2], "same");
      const mixed = tf.tidy(() => responses.mix(weights));
      // Two taps of 6 frames of 5 x 4 x 4 floats at a time, as on a device that takes no larger tensors.
      const inGroups = FrameResponses.of(frames, filter, [2, 2, 2], "same", {
        mostBytes: 2 * 6 * 80 * 4,
      });
      const fromGroups = tf.tidy(() => inGroups.mix(weights));
      expectAllClose(await taken(fromGroups), await mixed.data(), { rtol: 1e-5, atol: 1e-5 });
      inGroups.dispose();
      const direct = tf.tidy(() => conv3d(freezeFrames(frames, mask), filter, { strides: [2, 2, 2] }));
      expect(mixed.shape).toEqual(direct.shape);
      expectAllClose(await taken(mixed), await taken(direct), { rtol: 1e-4, atol: 1e-4 });
      responses.dispose();
      filter.dispose();
      tf.dispose([frames, mask, weights]);
    });

    describe("mixRows", () => {
      test.each([
        [1, 1, 1],
        [8, 3, 5],
        [9, 112, 520],
        [16, 7, 1028],
      ])("%i mixtures of %i rows of %i: values and gradient", async (R, S, n) => {
        const weights = draws(R * S, 20);
        const rows = draws(S * n, 21);
        const upstream = draws(R * n, 22);
        const expected = new Float32Array(R * n);
        const gradient = new Float32Array(R * S);
        for (let r = 0; r < R; r++) {
          for (let s = 0; s < S; s++) {
            for (let i = 0; i < n; i++) {
              expected[r * n + i]! += weights[r * S + s]! * rows[s * n + i]!;
              gradient[r * S + s]! += upstream[r * n + i]! * rows[s * n + i]!;
            }
          }
        }
        const clip = tf.tensor2d(rows, [S, n]);
        const [y, slopes] = valueAndGradient(
          (w) => mixRows(w as tf.Tensor2D, clip),
          weights,
          [R, S],
          upstream,
        );
        expectAllClose(await taken(y), expected, CLOSE);
        expectAllClose(await taken(slopes), gradient, { rtol: 1e-5, atol: 3e-5 });
        clip.dispose();
      });

      test("more values than one row of workgroups takes", async () => {
        const n = 65_535 * 256 + 257;
        const rows = new Float32Array(n);
        for (let i = 0; i < n; i += 4099) rows[i] = i % 97;
        rows[n - 1] = 5;
        const y = tf.tidy(() => mixRows(tf.tensor2d([3], [1, 1]), tf.tensor2d(rows, [1, n])));
        const values = await taken(y);
        expect(values.findIndex((v, i) => v !== 3 * rows[i]!)).toBe(-1);
      });
    });

    test("concatChannels joins channels, and its gradient splits them", async () => {
      const upstream = draws(12 * 6, 14);
      const other = tf.tensor5d(draws(24, 15), [1, 2, 3, 2, 2]);
      const x = draws(48, 16);
      const [y, gradient] = valueAndGradient(
        (t) => concatChannels([t as tf.Tensor5D, other]),
        x,
        [1, 2, 3, 2, 4],
        upstream,
      );
      const second = await other.data();
      const joined = Array.from({ length: 72 }, (_, i) => {
        const [row, c] = [Math.floor(i / 6), i % 6];
        return c < 4 ? x[row * 4 + c]! : second[row * 2 + c - 4]!;
      });
      expectAllClose(await taken(y), joined, {});
      expectAllClose(
        await taken(gradient),
        upstream.filter((_, i) => i % 6 < 4),
        {},
      );
      other.dispose();
    });

    describe("convLstm", () => {
      test.each<GateActivation>(["hard", "logistic"])(
        "%s gates: hidden states and gradient",
        async (gate) => {
          const [T, h, w, units] = [3, 3, 2, 2];
          const shape: Shape5 = [1, T, h, w, 4 * units];
          const fromInput = draws(sizeOf(shape), 17).map((v) => 2 * v);
          const kernel = draws(9 * units * 4 * units, 18).map((v) => 0.5 * v);
          const recurrent = new Conv3dFilter(
            kernel,
            [1, 3, 3, units, 4 * units],
            new Float32Array(4 * units),
          );
          const upstream = draws(T * h * w * units, 19);
          const [y, gradient] = valueAndGradient(
            (t) => convLstm(t as tf.Tensor5D, recurrent, gate),
            fromInput,
            shape,
            upstream,
          );
          const twin = (x: Float32Array) => convLstmTwin(x, kernel, [T, h, w, units], gate);
          expectAllClose(await taken(y), twin(fromInput), CLOSE);
          const slopes = await centralDifferences(
            (x) => twin(x).reduce((sum, v, i) => sum + v * upstream[i]!, 0),
            fromInput,
            1e-3,
          );
          // Float32 differences have about 1e-3 of noise; a hard gate's corner within the step makes one entry worse.
          expectAllClose(await taken(gradient), slopes, { rtol: 1e-2, atol: 3e-3 });
          recurrent.dispose();
        },
      );
    });
  });
}

/** Compares values and input gradient with the twins. */
async function expectConvolution(convolution: Convolution, close: Tolerance = CLOSE): Promise<void> {
  const { input, kernel, out = 5, strides = [1, 1, 1], padding = "same", relu = true } = convolution;
  const x = draws(sizeOf(input), 1);
  const values = draws(sizeOf(kernel) * input[4] * out, 2);
  const bias = draws(out, 3);
  const rule = PADDING[padding];
  const axes = ([0, 1, 2] as const).map((axis) => rule(input[axis + 1]!, kernel[axis], strides[axis]));
  const sizes: Conv3dSizes = {
    input,
    kernel,
    strides,
    padding: {
      before: axes.map((axis) => axis.before) as unknown as Triple,
      after: axes.map((axis) => axis.after) as unknown as Triple,
    },
    outChannels: out,
  };
  const linear = conv3dTwin(x, values, bias, sizes);
  const expected = relu ? linear.map((v) => Math.max(v, 0)) : linear;
  const upstream = draws(expected.length, 4);
  const gated = relu ? upstream.map((g, i) => (linear[i]! > 0 ? g : 0)) : upstream;

  const filter = new Conv3dFilter(values, [...kernel, input[4], out], bias);
  const [y, gradient] = valueAndGradient(
    (t) => conv3d(t as tf.Tensor5D, filter, { strides, padding, relu }),
    x,
    input,
    upstream,
  );
  expectAllClose(await taken(y), expected, close);
  expectAllClose(await taken(gradient), conv3dInputGradient(gated, values, sizes), close);
  filter.dispose();
}

/** Returns f(x) and the gradient of sum(upstream * f(x)); the caller disposes both. */
function valueAndGradient(
  f: (x: tf.Tensor) => tf.Tensor,
  x: Float32Array,
  shape: readonly number[],
  upstream: Float32Array,
): [value: tf.Tensor, gradient: tf.Tensor] {
  return tf.tidy(() => {
    const input = tf.tensor(x, [...shape]);
    const value = f(input);
    return [value, tf.grad(f)(input, tf.tensor(upstream, value.shape))];
  });
}

/** Returns the tensor's values and disposes it. */
async function taken(tensor: tf.Tensor): Promise<Float32Array> {
  const values = await tensor.data<"float32">();
  tensor.dispose();
  return values;
}

/** Computes the recurrence from the twins of its two halves. Returns [T, h, w, units]. */
function convLstmTwin(
  fromInput: Float32Array,
  kernel: Float32Array,
  [T, h, w, units]: readonly [number, number, number, number],
  gate: GateActivation,
): Float32Array {
  const n = h * w * units;
  const hiddens = new Float32Array(T * n);
  let cell = new Float32Array(n);
  for (let t = 0; t < T; t++) {
    const z = fromInput.slice(t * 4 * n, (t + 1) * 4 * n);
    if (t > 0) {
      const recurrent = conv3dTwin(hiddens.slice((t - 1) * n, t * n), kernel, new Float32Array(4 * units), {
        input: [1, 1, h, w, units],
        kernel: [1, 3, 3],
        strides: [1, 1, 1],
        padding: { before: [0, 1, 1], after: [0, 1, 1] },
        outChannels: 4 * units,
      });
      for (let i = 0; i < z.length; i++) z[i]! += recurrent[i]!;
    }
    const next = new Float32Array(n);
    convLstmCell(z, cell, units, gate, next, hiddens.subarray(t * n, (t + 1) * n));
    cell = next;
  }
  return hiddens;
}
