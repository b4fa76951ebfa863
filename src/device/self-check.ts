/**
 * Checks at start-up that the chosen backend computes correct gradients on this machine. Drivers and browsers differ, and
 * a wrong gradient would give a wrong explanation without any sign of it.
 */
import * as tf from "@tensorflow/tfjs";
import { mulberry32 } from "../base/prng.ts";
import { samePadding, type Shape5 } from "../base/shape.ts";
import { conv3d as conv3dTwin, conv3dInputGradient, type Conv3dSizes } from "../math/conv3d.ts";
import { maxPool3d as maxPool3dTwin, maxPool3dGradient, poolSizes } from "../math/max-pool3d.ts";
import { conv3d } from "./ops/conv3d.ts";
import { Conv3dFilter } from "./ops/conv3d-filter.ts";
import { maxPool3d } from "./ops/max-pool3d.ts";

/** Largest absolute difference allowed. Values are of order 1, and WebGPU computes in float32 at best. */
const TOLERANCE = 1e-3;
const INPUT: Shape5 = [1, 4, 6, 6, 2];
const KERNEL = [3, 3, 3] as const;
const OUT_CHANNELS = 3;

/**
 * Compares the gradient of sum(weights * maxPool(conv(x))) with the one from `math/`, on one small input.
 *
 * @returns  the largest absolute difference if it exceeds the tolerance or is NaN, else null.
 */
export async function selfCheck(): Promise<number | null> {
  const random = mulberry32(1);
  const draw = (n: number) => Float32Array.from({ length: n }, () => 2 * random() - 1);
  const x = draw(4 * 6 * 6 * 2);
  const filter = draw(27 * 2 * OUT_CHANNELS);
  const bias = draw(OUT_CHANNELS);

  const sizes: Conv3dSizes = {
    input: INPUT,
    kernel: KERNEL,
    strides: [1, 1, 1],
    padding: { before: [1, 1, 1], after: [1, 1, 1] },
    outChannels: OUT_CHANNELS,
  };
  const convolved = conv3dTwin(x, filter, bias, sizes);
  const pool = poolSizes([1, 4, 6, 6, OUT_CHANNELS], KERNEL, [2, 2, 2], samePadding);
  const pooled = new Float32Array(2 * 3 * 3 * OUT_CHANNELS);
  const argmax = new Int32Array(pooled.length);
  maxPool3dTwin(convolved, pooled, argmax, pool);
  const weights = draw(pooled.length);
  const gradConvolved = new Float32Array(convolved.length);
  maxPool3dGradient(weights, argmax, gradConvolved);
  const expected = conv3dInputGradient(gradConvolved, filter, sizes);

  const layer = new Conv3dFilter(filter, [...KERNEL, 2, OUT_CHANNELS], bias);
  const gradient = tf.tidy(() => {
    const weighted = (input: tf.Tensor) => {
      const y = maxPool3d(conv3d(input as tf.Tensor5D, layer), KERNEL, [2, 2, 2], "same");
      return tf.sum(tf.mul(y.reshape([-1]), tf.tensor1d(weights)));
    };
    return tf.grad(weighted)(tf.tensor5d(x, [...INPUT]));
  });
  try {
    const actual = await gradient.data();
    const worst = expected.reduce((most, e, i) => Math.max(most, Math.abs(e - actual[i]!)), 0);
    // Written so that NaN, which compares as false, does not pass.
    return worst <= TOLERANCE ? null : worst;
  } finally {
    gradient.dispose();
    layer.dispose();
  }
}
