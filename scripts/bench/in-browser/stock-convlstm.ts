/** The Keras C-LSTM built from `tf.conv2d`, `tf.maxPool` and other stock ops, one frame after another. */
import * as tf from "@tensorflow/tfjs";
import { sizeOf } from "../../../src/base/shape.ts";
import type { ConvLstmArchitecture, ModelCard } from "../../../src/models/card.ts";
import { featureShape, kernelSides } from "../../../src/models/convlstm/feature-shape.ts";
import { foldNorm } from "../../../src/models/convlstm/network.ts";
import type { WeightSource } from "../../../src/models/weights.ts";
import type { StockLogits } from "./stock.ts";

/** Keras' default. */
const BATCH_NORM_EPSILON = 0.001;

/** Builds the network from the card's weights. The caller disposes it. */
export function stockConvLstm(
  card: ModelCard,
  { units, kernel, stride, padding, gate }: ConvLstmArchitecture,
  weights: WeightSource,
): StockLogits {
  const owned: tf.Tensor[] = [];
  const take = (name: string, shape: number[]) => {
    const tensor = tf.keep(tf.tensor(weights.take(name, shape), shape));
    owned.push(tensor);
    return tensor;
  };
  const squash = (z: tf.Tensor4D): tf.Tensor4D =>
    gate === "hard" ? tf.clipByValue(tf.add(tf.mul(z, 0.2), 0.5), 0, 1) : tf.sigmoid(z);

  const sides = kernelSides(kernel);
  const layers = units.map((count, i) => {
    const input = take(`clstm_${i + 1}/kernel`, [...sides, units[i - 1] ?? 3, 4 * count]) as tf.Tensor4D;
    const recurrent = take(`clstm_${i + 1}/recurrent_kernel`, [...sides, count, 4 * count]) as tf.Tensor4D;
    const bias = take(`clstm_${i + 1}/bias`, [4 * count]);
    const norm = (part: string) => weights.take(`batch_normalization_${i + 1}/${part}`, [count]);
    const { scale, shift } = foldNorm(
      norm("gamma"),
      norm("beta"),
      norm("moving_mean"),
      norm("moving_variance"),
      BATCH_NORM_EPSILON,
    );
    const [scaleTensor, shiftTensor] = [tf.keep(tf.tensor1d(scale)), tf.keep(tf.tensor1d(shift))];
    owned.push(scaleTensor, shiftTensor);

    /** Maps each frame [1, H, W, C] of the input to one of the output. */
    return (frames: readonly tf.Tensor4D[]): tf.Tensor4D[] => {
      let hidden: tf.Tensor4D | null = null;
      let cell: tf.Tensor4D | null = null;
      return frames.map((frame) => {
        const fromInput = tf.add(tf.conv2d(frame, input, stride, padding), bias);
        const z: tf.Tensor = hidden ? tf.add(fromInput, tf.conv2d(hidden, recurrent, 1, "same")) : fromInput;
        const [inGate, forget, candidate, out] = tf.split(z, 4, 3) as [
          tf.Tensor4D,
          tf.Tensor4D,
          tf.Tensor4D,
          tf.Tensor4D,
        ];
        const fresh = tf.mul(squash(inGate), tf.tanh(candidate));
        cell = cell ? tf.add(tf.mul(squash(forget), cell), fresh) : (fresh as tf.Tensor4D);
        hidden = tf.mul(squash(out), tf.tanh(cell));
        const pooled = tf.maxPool(hidden, 2, 2, "valid");
        return tf.add(tf.mul(pooled, scaleTensor), shiftTensor);
      });
    };
  });
  const classes = card.classes.length;
  const features = sizeOf(featureShape(card, { units, kernel, stride }, padding));
  const denseKernel = take("dense/kernel", [features, classes]) as tf.Tensor2D;
  const denseBias = take("dense/bias", [classes]);

  return {
    logits(frames) {
      const first = tf.unstack(frames, 1) as tf.Tensor4D[];
      const last = layers.reduce((x, layer) => layer(x), first);
      return tf.add(tf.matMul(tf.stack(last, 1).reshape<tf.Tensor2D>([1, -1]), denseKernel), denseBias);
    },
    dispose: () => tf.dispose(owned),
  };
}
