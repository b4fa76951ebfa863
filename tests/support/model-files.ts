/** A seeded small model as the files of a model folder, the same in Node and in a browser. */
import { buildModel } from "../../src/models/build.ts";
import type { ModelCard } from "../../src/models/card.ts";
import { seededWeights } from "./small-models.ts";

/**
 * Returns card.json, model.json and one float32 shard. TF.js must have a backend running.
 *
 * @param fits  card whose architecture the weights fit; if it differs from `card`, the model does not load.
 */
export function modelFiles(card: ModelCard, fits = card): File[] {
  const weights: { name: string; shape: number[]; dtype: "float32" }[] = [];
  const values: Float32Array<ArrayBuffer>[] = [];
  // Record the weights that the builder takes, so that this list is never out of date.
  buildModel(fits, {
    take(name, shape) {
      const taken = seededWeights.take(name, shape);
      weights.push({ name, shape: [...shape], dtype: "float32" });
      values.push(taken.slice());
      return taken;
    },
  }).dispose();
  return [
    new File([JSON.stringify(card)], "card.json"),
    new File([JSON.stringify({ weightsManifest: [{ paths: ["weights.bin"], weights }] })], "model.json"),
    new File(values, "weights.bin"),
  ];
}
