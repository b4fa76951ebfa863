/** The search step made only of stock TF.js ops, as it would be written without our kernels, with the same weights. */
import * as tf from "@tensorflow/tfjs";
import type { Opened, StepOutcome } from "./ours.ts";
import { stockConvLstm } from "./stock-convlstm.ts";
import { stockI3d } from "./stock-i3d.ts";

/** A network that maps a clip [1, T, H, W, 3] to logits [1, classes]; `dispose` frees its weights. */
export interface StockLogits {
  logits(frames: tf.Tensor5D): tf.Tensor2D;
  dispose(): void;
}

/** A stock network on a subject's clip, under its mask. */
export interface StockNetwork {
  /** Takes one step; the counterpart of `takeStep`. */
  step(): Promise<StepOutcome>;
  /** Returns the logits under the mask, [classes]. */
  logits(): Promise<number[]>;
  dispose(): void;
}

/** Builds the network from the subject's weights. The caller disposes it. */
export function stockNetwork({ card, weights, frames, mask, target }: Opened): StockNetwork {
  const network = buildLogits(card, weights);
  const frozenLogits = (of: tf.Tensor1D) => network.logits(stockFreeze(frames, of));
  const score = (of: tf.Tensor1D): tf.Scalar =>
    tf.slice(tf.softmax(frozenLogits(of)), [0, target], [1, 1]).asScalar();
  return {
    async step() {
      const { value, grad } = tf.tidy(() => tf.valueAndGrad(score)(tf.tensor1d([...mask])));
      const [values, gradient] = await Promise.all([value.data(), grad.data()]);
      tf.dispose([value, grad]);
      return { score: values[0]!, gradient: Array.from(gradient) };
    },
    async logits() {
      const logits = tf.tidy(() => frozenLogits(tf.tensor1d([...mask])));
      const values = Array.from(await logits.data());
      logits.dispose();
      return values;
    },
    dispose: () => network.dispose(),
  };
}

function buildLogits(card: Opened["card"], weights: Opened["weights"]): StockLogits {
  const { architecture, classes } = card;
  switch (architecture.kind) {
    case "i3d":
      return stockI3d(architecture, classes.length, weights);
    case "convlstm":
      return stockConvLstm(card, architecture, weights);
    case "clstm4":
    case "tfjs":
      throw new Error(`bench: there is no stock version of ${architecture.kind}.`);
  }
}

/**
 * Computes y[0] = x[0]; y[t] = (1 - m[t]) x[t] + m[t] y[t-1], frame by frame, for frames [1, T, H, W, C] and mask [T].
 */
function stockFreeze(frames: tf.Tensor5D, mask: tf.Tensor1D): tf.Tensor5D {
  const T = frames.shape[1];
  const x = tf.unstack(frames.reshape([T, -1]));
  const m = tf.unstack(mask);
  const y = [x[0]!];
  for (let t = 1; t < T; t++) {
    y.push(tf.add(tf.mul(tf.sub(1, m[t]!), x[t]!), tf.mul(m[t]!, y[t - 1]!)));
  }
  return tf.stack(y).reshape(frames.shape);
}
