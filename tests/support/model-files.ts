/** A seeded small model as the files that a model's folder holds; the same in Node and in a browser. */
import { buildModel } from "../../src/models/build.ts";
import type { ModelCard } from "../../src/models/card.ts";
import { seededWeights } from "./small-models.ts";

/**
 * card.json, model.json and one float32 shard. TF.js must have a backend running.
 *
 * @param fits  card whose architecture the weights fit; another one than `card` makes a model that does not load.
 */
export function modelFiles(card: ModelCard, fits = card): File[] {
  const weights: { name: string; shape: number[]; dtype: "float32" }[] = [];
  const values: Float32Array<ArrayBuffer>[] = [];
  // The builder itself says which weights there are, so that this list can never be out of date.
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
