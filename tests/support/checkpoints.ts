/** Checkpoints in memory, with known weights under various names. */
import * as tf from "@tensorflow/tfjs";
import { sizeOf } from "../../src/base/shape.ts";
import type { Checkpoint, StoredTensor } from "../../src/checkpoint/checkpoint.ts";
import { buildModel } from "../../src/models/build.ts";
import type { ModelCard } from "../../src/models/card.ts";
import { weightSource, type NamedWeight, type WeightSource } from "../../src/models/weights.ts";
import type { ImportSettings } from "../../src/recognise/inspection.ts";
import { recognise } from "../../src/recognise/recognise.ts";
import { takeWeights } from "../../src/recognise/take-weights.ts";
import { seededWeights, smallClip } from "./small-models.ts";

/** Enough memory for anything. */
export const PLENTY = { bytes: 1e12 };

/** Returns a checkpoint with these tensors, in this order. */
export function checkpointOf(
  tensors: Iterable<readonly [string, NamedWeight]>,
  rest: Partial<Omit<Checkpoint, "tensors">> = {},
): Checkpoint {
  const stored = [...tensors].map(([name, { shape, values }]): [string, StoredTensor] => [
    name,
    { shape, dtype: "float32", bytes: 4 * values.length, read: () => Promise.resolve(values.slice()) },
  ]);
  return { format: "PyTorch (zip)", from: "test.pt", config: null, ...rest, tensors: new Map(stored) };
}

/** Returns a tensor of zeros, for tests that read only names and shapes. */
export function blank(...shape: number[]): NamedWeight {
  return { shape, values: new Float32Array(sizeOf(shape)) };
}

/** Returns all weights of the card's network by the lab's names, which are recorded from the model builder. */
export function weightsOf(card: ModelCard, source: WeightSource = seededWeights): Map<string, NamedWeight> {
  const weights = new Map<string, NamedWeight>();
  buildModel(card, {
    take(name, shape) {
      const values = source.take(name, shape);
      weights.set(name, { shape: [...shape], values: values.slice() });
      return values;
    },
  }).dispose();
  return weights;
}

/** Returns the weights under other names and, if `map` gives them, other shapes; null leaves a weight out. */
export function renamed(
  weights: ReadonlyMap<string, NamedWeight>,
  map: (name: string, weight: NamedWeight) => readonly [string, NamedWeight] | null,
): [string, NamedWeight][] {
  return [...weights].flatMap(([name, weight]) => {
    const entry = map(name, weight);
    return entry === null ? [] : [[...entry] as [string, NamedWeight]];
  });
}

/** Returns the logits of the small clip, [8, 32, 32, 3] or as much of it as the card's input takes. */
export function logitsOf(card: ModelCard, weights: ReadonlyMap<string, NamedWeight>): number[] {
  const { frames, height, width } = card.input;
  const model = buildModel(card, weightSource(weights, "weights"));
  const clip = smallClip();
  const cut = Float32Array.from({ length: frames * height * width * 3 }, (_, i) => clip[i % clip.length]!);
  const logits = tf.tidy(() =>
    Array.from(model.logits(tf.tensor5d(cut, [1, frames, height, width, 3])).dataSync()),
  );
  model.dispose();
  return logits;
}

/** Recognises, reads and runs a checkpoint with the card's settings. */
export async function importedLogits(
  checkpoint: Checkpoint,
  card: ModelCard,
  settings: ImportSettings = card,
): Promise<number[]> {
  const { plan } = recognise(checkpoint, PLENTY);
  const weights = await takeWeights(checkpoint, plan, settings);
  return logitsOf({ ...card, ...settings }, weights);
}
