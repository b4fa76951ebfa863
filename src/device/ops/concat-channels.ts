/** Joins branches along channels, with a gradient. */
import * as tf from "@tensorflow/tfjs";
import { runConcatChannels, runSplitChannels } from "../kernels/channels.ts";

/**
 * Joins feature maps along their last axis.
 *
 * @param parts  Tensors whose shapes differ only in the last axis; the caller keeps ownership.
 * @returns      [..., sum of channels], new; differentiable in every part.
 */
export function concatChannels<T extends tf.Tensor>(parts: readonly T[]): T {
  const channels = parts.map((part) => part.shape.at(-1)!);
  const run = tf.customGrad((...inputs) => {
    // customGrad passes the `save` function last; nothing needs saving here.
    const value = runConcatChannels(inputs.slice(0, parts.length) as tf.Tensor[]);
    return { value, gradFunc: (gradY: tf.Tensor) => runSplitChannels(gradY, channels) };
  });
  return run(...parts) as T;
}
