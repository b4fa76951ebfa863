/**
 * Batch-norm statistics of an I3D, estimated again on a clip. A unit whose filter was shuffled keeps statistics of
 * another filter, and after a few such units every clip gives the same logits; with statistics of its own, it reacts.
 */
import * as tf from "@tensorflow/tfjs";
import { conv3d } from "../../device/ops/conv3d.ts";
import type { I3dArchitecture, ModelCard } from "../card.ts";
import type { Own } from "../model.ts";
import { weightSource, type NamedWeight } from "../weights.ts";
import { BATCH_NORM_EPSILON } from "./endpoints.ts";
import { buildI3d, type RunUnit } from "./i3d.ts";

/** Parts of a batch norm that changes nothing. */
const NEUTRAL: Readonly<Record<string, number>> = {
  weight: 1,
  bias: 0,
  running_mean: 0,
  running_var: 1 - BATCH_NORM_EPSILON,
};

/** Weights of a model, by name. */
type Weights = ReadonlyMap<string, NamedWeight>;

/**
 * Returns the weights with `bn.running_mean` and `bn.running_var` of some units replaced by the mean and the variance
 * of each channel over the clips, as batch norm has them in training (Ioffe & Szegedy, ICML 2015, algorithm 1; variance
 * divided by n). Units are estimated in order, each behind those already estimated. Other weights are not copied.
 *
 * @param changes  returns whether a weight's statistics are estimated, given the weight's name.
 * @param clips    [B, T, H, W, 3], preprocessed; stays the caller's. One clip is not enough: a channel that hardly varies
 *   on it varies on perturbed ones, and what they give is then blown up without bound.
 * @throws {LabError} "weights" if a weight is missing or has the wrong shape.
 */
export async function renormalised(
  card: ModelCard,
  architecture: I3dArchitecture,
  weights: Weights,
  changes: (name: string) => boolean,
  clips: tf.Tensor5D,
): Promise<Map<string, NamedWeight>> {
  const owned: { dispose(): void }[] = [];
  const own: Own = (thing) => {
    owned.push(thing);
    return thing instanceof tf.Tensor ? tf.keep(thing) : thing;
  };
  const found = new Map<string, { mean: tf.Tensor; variance: tf.Tensor }>();
  const values = (name: string) => weights.get(name)!.values;
  const run: RunUnit = (x, filter, name, strides = [1, 1, 1]) => {
    if (!changes(`${name}.bn.weight`)) return conv3d(x, filter, { strides, relu: true });
    const raw = conv3d(x, filter, { strides });
    const rows = raw.reshape<tf.Tensor2D>([-1, raw.shape[4]]);
    const { mean, variance } = tf.moments(rows, 0);
    found.set(name, { mean: tf.keep(mean), variance: tf.keep(variance) });
    const scale = tf.mul(values(`${name}.bn.weight`), tf.rsqrt(tf.add(variance, BATCH_NORM_EPSILON)));
    const normed = tf.add(tf.mul(tf.sub(rows, mean), scale), values(`${name}.bn.bias`));
    return tf.relu(normed).reshape(raw.shape);
  };
  try {
    const source = weightSource(withoutNorm(weights, changes), "model.json");
    const network = buildI3d(card, architecture, source, own, run);
    network.logits(clips).dispose();
    const estimated = new Map(weights);
    for (const [name, { mean, variance }] of found) {
      const shape = [mean.size];
      estimated.set(`${name}.bn.running_mean`, { shape, values: await mean.data<"float32">() });
      estimated.set(`${name}.bn.running_var`, { shape, values: await variance.data<"float32">() });
    }
    return estimated;
  } finally {
    owned.forEach((one) => one.dispose());
    for (const { mean, variance } of found.values()) tf.dispose([mean, variance]);
  }
}

/** Returns the weights with the batch norm of the changed units taken out, so that they give the bare convolution. */
function withoutNorm(weights: Weights, changes: (name: string) => boolean): Weights {
  return new Map(
    Array.from(weights, ([name, weight]) => {
      const neutral = NEUTRAL[name.split(".bn.")[1] ?? ""];
      return neutral === undefined || !changes(name)
        ? [name, weight]
        : [name, { shape: weight.shape, values: new Float32Array(weight.values.length).fill(neutral) }];
    }),
  );
}
