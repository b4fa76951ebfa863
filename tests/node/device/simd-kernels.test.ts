/**
 * Compares the SIMD kernels, called as the lab calls them, with the plain twins that the CPU backend runs: bit for bit
 * where numbers are only moved, or are added in a fixed order.
 */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { halfPadding, samePadding, sizeOf, type Shape5, type Triple } from "../../../src/base/shape.ts";
import { runConcatChannels, runSplitChannels } from "../../../src/device/kernels/channels.ts";
import { runConvLstmCell, runConvLstmCellGradient } from "../../../src/device/kernels/conv-lstm-cell.ts";
import { runFrame } from "../../../src/device/kernels/frame.ts";
import { runMaxPool3d, runMaxPool3dGradient } from "../../../src/device/kernels/max-pool3d.ts";
import "../../../src/device/kernels/register.ts";
import { RELU_GATE } from "../../../src/device/kernels/relu-gate.ts";
import { TIME_UNFOLD, type TimeWindow } from "../../../src/device/kernels/time-unfold.ts";
import { ZERO_STUFF } from "../../../src/device/kernels/zero-stuff.ts";
import { runLabKernel } from "../../../src/device/lab-kernel.ts";
import type { SimdKernels } from "../../../src/device/simd/simd-kernels.ts";
import type { GateActivation } from "../../../src/math/conv-lstm-cell.ts";
import { poolSizes } from "../../../src/math/max-pool3d.ts";
import { draws } from "../../support/arrays.ts";

/** Names of the SIMD functions that ran since the set was last cleared. */
const used = vi.hoisted(() => new Set<string>());

vi.mock(import("../../../src/device/simd/simd-kernels.ts"), async (load) => {
  const real = await load();
  const noted = (kernels: SimdKernels): SimdKernels =>
    new Proxy({} as SimdKernels, {
      get(_, name: keyof SimdKernels) {
        used.add(name);
        return kernels[name];
      },
    });
  return {
    ...real,
    simdKernels(backend) {
      const kernels = real.simdKernels(backend);
      return kernels && noted(kernels);
    },
  };
});

/** One channel, less than a vector, one vector, one more, several vectors, and one more than several. */
const CHANNELS = [1, 3, 4, 5, 8, 17];

interface Input {
  readonly values: Float32Array | Int32Array;
  readonly shape: readonly number[];
}

/** Values with many ties, both zeros, NaN and infinities. */
function awkward(n: number, seed: number): Float32Array {
  const rare = [-0, 0, NaN, Infinity, -Infinity];
  return draws(n, seed).map((v, i) => (i % 11 === 3 ? rare[i % rare.length]! : Math.round(4 * v) / 4));
}

async function outputsOn(
  backend: "cpu" | "wasm",
  inputs: readonly Input[],
  run: (inputs: tf.Tensor[]) => tf.Tensor | tf.Tensor[],
): Promise<(Float32Array | Int32Array)[]> {
  await tf.setBackend(backend);
  const outputs = tf.tidy(() =>
    run(
      inputs.map(({ values, shape }) =>
        tf.tensor(values, [...shape], values instanceof Int32Array ? "int32" : "float32"),
      ),
    ),
  );
  const list = Array.isArray(outputs) ? outputs : [outputs];
  const values = await Promise.all(list.map((output) => output.data<"float32" | "int32">()));
  tf.dispose(list);
  return values;
}

const bits = (values: Float32Array | Int32Array) => new Int32Array(values.slice().buffer);

/** Expects the kernel to run the named SIMD function on WASM and to give exactly its twin's bits. Returns the outputs. */
async function expectSameBits(
  name: keyof SimdKernels,
  inputs: readonly Input[],
  run: (inputs: tf.Tensor[]) => tf.Tensor | tf.Tensor[],
): Promise<(Float32Array | Int32Array)[]> {
  const expected = await outputsOn("cpu", inputs, run);
  expect([...used]).toEqual([]);
  const actual = await outputsOn("wasm", inputs, run);
  expect([...used]).toEqual([name]);
  expect(actual.map(bits)).toEqual(expected.map(bits));
  return actual;
}

beforeEach(() => {
  used.clear();
});

describe.each(CHANNELS)("with %i channels", (C) => {
  const clip = (shape: Shape5, seed: number): Input => ({ values: awkward(sizeOf(shape), seed), shape });

  test.each<[title: string, input: Shape5, window: Triple, strides: Triple, rule: typeof samePadding]>([
    ["a window of one", [1, 2, 3, 5, C], [1, 1, 1], [1, 1, 1], samePadding],
    ["3x3x3, stride 1", [2, 3, 5, 7, C], [3, 3, 3], [1, 1, 1], samePadding],
    ["3x3x3, stride 2, half padding", [2, 5, 7, 9, C], [3, 3, 3], [2, 2, 2], halfPadding],
    ["1x3x3, stride 2", [1, 3, 7, 5, C], [1, 3, 3], [1, 2, 2], samePadding],
    ["2x1x1, stride 2", [1, 5, 1, 3, C], [2, 1, 1], [2, 1, 1], samePadding],
    ["a window smaller than its stride", [1, 4, 5, 5, C], [1, 2, 1], [2, 3, 2], samePadding],
  ])("max pool, %s: maxima, places and gradient", async (_, shape, window, strides, rule) => {
    const sizes = poolSizes(shape, window, strides, rule);
    const [, argmax] = await expectSameBits("maxAlongAxis", [clip(shape, 1)], ([x]) =>
      runMaxPool3d(x as tf.Tensor5D, sizes),
    );
    used.clear();
    const gradY = { values: draws(argmax!.length, 2), shape: sizes.output };
    await expectSameBits("scatterAdd", [gradY, { values: argmax!, shape: sizes.output }], ([g, at]) =>
      runMaxPool3dGradient(g as tf.Tensor5D, at as tf.Tensor5D, sizes),
    );
  });

  test("ReLU gate", async () => {
    const shape: Shape5 = [1, 1, 3, 5, C];
    // Both zeros, in whole vectors and in the rest.
    const y = clip(shape, 4).values.map((v, i) => (i % 3 === 0 ? 0 : i % 3 === 1 ? -0 : v));
    for (const gate of [clip(shape, 4), { values: y, shape }]) {
      used.clear();
      await expectSameBits(
        "reluGate",
        [clip(shape, 3), gate],
        ([gradY, y]) => runLabKernel(RELU_GATE, [gradY!, y!])[0]!,
      );
    }
  });

  test.each<[title: string, window: TimeWindow]>([
    ["3 frames", { kernel: 3, stride: 1, before: 1, out: 5 }],
    ["7 frames, stride 2", { kernel: 7, stride: 2, before: 2, out: 3 }],
    ["every second frame", { kernel: 1, stride: 2, before: 0, out: 3 }],
  ])("time unfold, %s", async (_, window) => {
    await expectSameBits(
      "timeUnfold",
      [clip([2, 5, 3, 7, C], 5)],
      ([x]) => runLabKernel(TIME_UNFOLD, [x!], { ...window })[0]!,
    );
  });

  test.each<[strides: Triple]>([[[2, 2, 2]], [[1, 3, 1]], [[3, 1, 2]]])(
    "zero stuff by %j",
    async (strides) => {
      await expectSameBits(
        "zeroStuff",
        [clip([2, 3, 5, 4, C], 6)],
        ([x]) => runLabKernel(ZERO_STUFF, [x!], { strides })[0]!,
      );
    },
  );

  test("frame", async () => {
    await expectSameBits("copyRows", [clip([2, 3, 3, 5, C], 7)], ([x]) => runFrame(x as tf.Tensor5D, 1));
  });

  test("concat and split of channels", async () => {
    const [whole] = await expectSameBits(
      "copyRows",
      [clip([1, 2, 3, 5, C], 8), clip([1, 2, 3, 5, 1], 9), clip([1, 2, 3, 5, 300], 10)],
      runConcatChannels,
    );
    used.clear();
    await expectSameBits("copyRows", [{ values: whole!, shape: [1, 2, 3, 5, C + 301] }], ([x]) =>
      runSplitChannels(x!, [C, 1, 300]),
    );
  });
});

describe.each<GateActivation>(["hard", "logistic"])("ConvLSTM cell, %s gates", (gate) => {
  /** Outputs are of order 1 and are rounded a few times, each by up to 6e-8. Worst difference measured: 2.4e-7. */
  const ATOL = 3e-7;

  function inputsOf(units: number, spread: number): Input[] {
    const [n, shape] = [15, [3, 5, units]];
    // The hard sigmoid's corners, where its slope jumps; the points where tanh changes method; and saturation.
    const exact = [-2.5, 2.5, 0.625, -0.625, 0, 100, -100];
    const z = draws(4 * n * units, 20).map((v, i) => (i % 5 === 0 ? exact[(i / 5) % 7]! : v * spread));
    return [
      { values: z, shape: [3, 5, 4 * units] },
      ...[21, 22, 23].map((seed) => ({ values: draws(n * units, seed), shape })),
    ];
  }
  const forward = ([z, cell]: tf.Tensor[]) => runConvLstmCell(z!, cell!, gate);
  const backward = ([z, cell, gradCell, gradHidden]: tf.Tensor[]) =>
    runConvLstmCellGradient(z!, cell!, gradCell!, gradHidden!, gate);
  const runs = [
    { name: "convLstmCell", run: forward },
    { name: "convLstmCellGradient", run: backward },
  ] as const;

  /** Returns the largest difference; expects NaN in the same places. */
  function worst(actual: ArrayLike<number>[], expected: ArrayLike<number>[]): number {
    return expected.reduce((most, values, k) => {
      expect(actual[k]).toHaveLength(values.length);
      return Array.from(values).reduce((larger, e, i) => {
        const a = actual[k]![i]!;
        expect(Number.isNaN(a), `output ${k} [${i}]: ${a} instead of ${e}`).toBe(Number.isNaN(e));
        return Number.isNaN(e) ? larger : Math.max(larger, Math.abs(a - e));
      }, most);
    }, 0);
  }

  test.each(
    runs.flatMap((row) => CHANNELS.flatMap((units) => [0.5, 3, 12, 110].map((s) => ({ ...row, units, s })))),
  )("$name of $units units, |z| up to $s", async ({ name, run, units, s }) => {
    const inputs = inputsOf(units, s);
    const expected = await outputsOn("cpu", inputs, run);
    const actual = await outputsOn("wasm", inputs, run);
    expect([...used]).toEqual([name]);
    expect(worst(actual, expected)).toBeLessThan(ATOL);
  });

  test.each(runs.flatMap((row) => [0, 1].map((input) => ({ ...row, input }))))(
    "$name passes a NaN in input $input on, but to no other unit",
    async ({ run, input }) => {
      const inputs = inputsOf(5, 3);
      inputs[input]!.values.set([NaN], 7);
      inputs[input]!.values.set([NaN], 34);
      const expected = await outputsOn("cpu", inputs, run);
      expect(expected.some((values) => values.some(Number.isNaN))).toBe(true); // control
      expect(worst(await outputsOn("wasm", inputs, run), expected)).toBeLessThan(ATOL);
    },
  );

  test("infinite z saturates", async () => {
    const z = {
      values: new Float32Array(16).map((_, i) => (i % 2 === 0 ? Infinity : -Infinity)),
      shape: [1, 16],
    };
    const cell = { values: draws(4, 24), shape: [1, 4] };
    const expected = await outputsOn("cpu", [z, cell], forward);
    expect(worst(await outputsOn("wasm", [z, cell], forward), expected)).toBeLessThan(ATOL);
  });
});

test("a restarted backend runs the kernels in its new heap", async () => {
  const gate = () => {
    used.clear();
    return expectSameBits(
      "reluGate",
      [1, 2].map((seed) => ({ values: draws(9, seed), shape: [9] })),
      ([gradY, y]) => runLabKernel(RELU_GATE, [gradY!, y!])[0]!,
    );
  };
  await gate();
  const start = tf.findBackendFactory("wasm");
  tf.removeBackend("wasm");
  tf.registerBackend("wasm", start);
  await gate();
});
