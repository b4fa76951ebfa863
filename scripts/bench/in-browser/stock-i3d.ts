/**
 * I3D built from `tf.conv3d`, `tf.maxPool3d` and other stock ops. Batch norm is folded into the filters, as in ours.
 */
import * as tf from "@tensorflow/tfjs";
import type { Triple } from "../../../src/base/shape.ts";
import type { I3dArchitecture } from "../../../src/models/card.ts";
import { foldNorm } from "../../../src/models/convlstm/network.ts";
import {
  BATCH_NORM_EPSILON,
  HEAD_WINDOW,
  scaleChannels,
  STAGES,
  type MixedChannels,
} from "../../../src/models/i3d/endpoints.ts";
import { channelsLast } from "../../../src/models/i3d/unit3d.ts";
import type { WeightSource } from "../../../src/models/weights.ts";
import type { StockLogits } from "./stock.ts";

type Layer = (x: tf.Tensor5D) => tf.Tensor5D;
type Strides = [number, number, number];

/** Builds the network from the card's weights. The caller disposes it. */
export function stockI3d(
  { width, temporalStrides, headWindow = HEAD_WINDOW }: I3dArchitecture,
  classes: number,
  weights: WeightSource,
): StockLogits {
  const owned: tf.Tensor[] = [];
  const keep = <A extends tf.Tensor>(tensor: A): A => {
    owned.push(tf.keep(tensor));
    return tensor;
  };
  const filterOf = (name: string, kernel: Triple, from: number, to: number, scale: Float32Array) => {
    const values = channelsLast(
      weights.take(`${name}.conv3d.weight`, [to, from, ...kernel]),
      kernel,
      from,
      to,
    );
    return keep(
      tf.tensor5d(
        values.map((value, i) => value * scale[i % to]!),
        [...kernel, from, to],
      ),
    );
  };
  const unit = (
    name: string,
    kernel: Triple,
    from: number,
    to: number,
    strides: Strides = [1, 1, 1],
  ): Layer => {
    const part = (key: string) => weights.take(`${name}.bn.${key}`, [to]);
    const { scale, shift } = foldNorm(
      part("weight"),
      part("bias"),
      part("running_mean"),
      part("running_var"),
      BATCH_NORM_EPSILON,
    );
    const filter = filterOf(name, kernel, from, to, scale);
    const bias = keep(tf.tensor1d(shift));
    return (x) => tf.relu(tf.add(tf.conv3d(x, filter, strides, "same"), bias));
  };
  const pool =
    (window: Strides, strides: Strides): Layer =>
    (x) =>
      tf.maxPool3d(x, window, strides, "same");
  const mixed = (name: string, from: number, c: MixedChannels): Layer => {
    const one = [1, 1, 1] as const;
    const three = [3, 3, 3] as const;
    const b0 = unit(`${name}.b0`, one, from, c.b0);
    const b1a = unit(`${name}.b1a`, one, from, c.b1a);
    const b1b = unit(`${name}.b1b`, three, c.b1a, c.b1b);
    const b2a = unit(`${name}.b2a`, one, from, c.b2a);
    const b2b = unit(`${name}.b2b`, three, c.b2a, c.b2b);
    const b3a = pool([3, 3, 3], [1, 1, 1]);
    const b3b = unit(`${name}.b3b`, one, from, c.b3b);
    return (x) => tf.concat([b0(x), b1b(b1a(x)), b2b(b2a(x)), b3b(b3a(x))], 4);
  };

  let channels = 3;
  const layers = STAGES.map((stage): Layer => {
    const from = channels;
    const time = stage.kind === "mixed" || stage.time === undefined ? 1 : temporalStrides[stage.time];
    switch (stage.kind) {
      case "conv":
        channels = scaleChannels(stage.channels, width);
        return unit(stage.name, stage.kernel, from, channels, [time, stage.stride, stage.stride]);
      case "pool":
        return pool([...stage.window], [time, 2, 2]);
      case "mixed": {
        const scaled = Object.entries(stage.channels).map(([key, n]) => [
          key,
          scaleChannels(n as number, width),
        ]);
        const own = Object.fromEntries(scaled) as unknown as MixedChannels;
        channels = own.b0 + own.b1b + own.b2b + own.b3b;
        return mixed(stage.name, from, own);
      }
    }
  });
  const headFilter = filterOf("logits", [1, 1, 1], channels, classes, new Float32Array(classes).fill(1));
  const headBias = keep(tf.tensor1d(weights.take("logits.conv3d.bias", [classes])));

  return {
    logits(frames) {
      const x = layers.reduce((input, layer) => layer(input), frames);
      const window: Strides = [Math.min(headWindow, x.shape[1]), x.shape[2], x.shape[3]];
      const pooled = tf.avgPool3d(x, window, [1, 1, 1], "valid");
      const logits = tf.add(tf.conv3d(pooled, headFilter, [1, 1, 1], "valid"), headBias);
      return tf.mean(logits, [1, 2, 3]);
    },
    dispose: () => tf.dispose(owned),
  };
}
