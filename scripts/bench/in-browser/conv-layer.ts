/** One convolution layer of I3D, ours and stock, timed alternately and checked against the reference in `math`. */
import * as tf from "@tensorflow/tfjs";
import { mulberry32 } from "../../../src/base/prng.ts";
import { sizeOf, type Shape5 } from "../../../src/base/shape.ts";
import { conv3d } from "../../../src/device/ops/conv3d.ts";
import { Conv3dFilter } from "../../../src/device/ops/conv3d-filter.ts";
import { conv3d as conv3dTwin, conv3dInputGradient, type Conv3dSizes } from "../../../src/math/conv3d.ts";
import { scaleChannels, STAGES } from "../../../src/models/i3d/endpoints.ts";
import type { BenchCommands, ConvLayerTimes, InTurns } from "../protocol.ts";

const KERNEL = [3, 3, 3] as const;
const ONES = [1, 1, 1] as const;

/** Times Mixed_3c's 3x3x3 convolution b1b, relu(conv(x) + bias), alone and with the gradient of its input. */
export async function timeConvLayer({
  width,
  frames,
  size,
  rounds,
  twin,
}: BenchCommands["convLayer"]["ask"]): Promise<ConvLayerTimes> {
  const stage = STAGES.find(({ name }) => name === "Mixed_3c");
  if (stage?.kind !== "mixed") throw new Error("bench: I3D has no Mixed_3c.");
  const C = scaleChannels(stage.channels.b1a, width);
  const O = scaleChannels(stage.channels.b1b, width);
  const shape: Shape5 = [1, frames, size, size, C];
  const random = mulberry32(1);
  const draw = (n: number, scale = 1) => Float32Array.from({ length: n }, () => scale * (2 * random() - 1));
  const values = {
    x: draw(sizeOf(shape)),
    filter: draw(27 * C * O, Math.sqrt(6 / (27 * C))),
    bias: draw(O, 0.1),
    gradY: draw(frames * size * size * O),
  };

  const x = tf.tensor5d(values.x, [...shape]);
  const gradY = tf.tensor5d(values.gradY, [1, frames, size, size, O]);
  const filter = new Conv3dFilter(values.filter, [...KERNEL, C, O], values.bias);
  const stockFilter = tf.tensor5d(values.filter, [...KERNEL, C, O]);
  const stockBias = tf.tensor1d(values.bias);
  const layers = {
    ours: (input: tf.Tensor5D) => conv3d(input, filter, { relu: true }),
    stock: (input: tf.Tensor5D) => {
      const y = tf.conv3d(input, stockFilter, [1, 1, 1], "same");
      // Add at rank 2, because stock WebGPU binary ops that broadcast at rank 5 do not compile.
      return tf.relu(tf.add(y.reshape([-1, O]), stockBias)).reshape<tf.Tensor5D>(y.shape);
    },
  };
  const gradient = (layer: (input: tf.Tensor5D) => tf.Tensor5D) =>
    tf.grad((input) => layer(input as tf.Tensor5D))(x, gradY);
  try {
    return {
      sizes: `${shape.join("x")} -> ${O}`,
      forward: await inTurns(
        rounds,
        () => layers.ours(x),
        () => layers.stock(x),
      ),
      withGradient: await inTurns(
        rounds,
        () => gradient(layers.ours),
        () => gradient(layers.stock),
      ),
      differences: twin ? await differences() : null,
    };
  } finally {
    tf.dispose([x, gradY, stockFilter, stockBias]);
    filter.dispose();
  }

  async function differences(): Promise<ConvLayerTimes["differences"]> {
    const sizes: Conv3dSizes = {
      input: shape,
      kernel: KERNEL,
      strides: ONES,
      padding: { before: ONES, after: ONES },
      outChannels: O,
    };
    const y = conv3dTwin(values.x, values.filter, values.bias, sizes);
    const gated = values.gradY.map((value, i) => (y[i]! > 0 ? value : 0));
    const gradX = conv3dInputGradient(gated, values.filter, sizes);
    const expected = { forward: y.map((value) => Math.max(value, 0)), gradient: gradX };
    const off = async (compute: () => tf.Tensor, from: Float32Array) => {
      const result = tf.tidy(compute);
      const got = await result.data();
      result.dispose();
      return from.reduce((most, value, i) => Math.max(most, Math.abs(value - got[i]!)), 0);
    };
    const largest = (of: Float32Array) => of.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return {
      forward: {
        ours: await off(() => layers.ours(x), expected.forward),
        stock: await off(() => layers.stock(x), expected.forward),
        largest: largest(expected.forward),
      },
      gradient: {
        ours: await off(() => gradient(layers.ours), expected.gradient),
        stock: await off(() => gradient(layers.stock), expected.gradient),
        largest: largest(expected.gradient),
      },
    };
  }
}

/** Times both alternately, after one run of each that compiles their shaders. */
async function inTurns(rounds: number, ours: () => tf.Tensor, stock: () => tf.Tensor): Promise<InTurns> {
  const times: InTurns = { ours: [], stock: [] };
  for (let round = 0; round <= rounds; round++) {
    const oursMs = await timed(ours);
    const stockMs = await timed(stock);
    if (round === 0) continue;
    times.ours.push(oursMs);
    times.stock.push(stockMs);
  }
  return times;
}

/**
 * Returns the ms until one element of the result can be read. The queue runs in order, so everything before is done.
 */
async function timed(compute: () => tf.Tensor): Promise<number> {
  const startMs = performance.now();
  const element = tf.tidy(() => compute().reshape([-1]).slice([0], [1]));
  await element.data();
  const ms = performance.now() - startMs;
  element.dispose();
  return ms;
}
