/** What is left of the bundled models once their weights are shuffled; docs/findings.md quotes it. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { expect, test } from "vitest";
import "../../../src/device/kernels/register.ts";
import { preprocess } from "../../../src/frames/preprocess.ts";
import { generateClip } from "../../../src/generate/generate-clip.ts";
import { cascadeOf, layersFromLogits, shuffledWeights } from "../../../src/models/randomise.ts";
import { parseManifest } from "../../../src/state/manifest.ts";
import { meanOf } from "../../../src/statistics/sample-summary.ts";
import { readJson, shippedModel } from "../../support/shipped-model.ts";

const clips = parseManifest(readJson("public/clips/manifest.json"), "manifest.json");
const everyFourth = clips.filter((_, i) => i % 4 === 0);

/**
 * Returns the standard deviation of a logit over every fourth bundled clip, averaged over the logits.
 *
 * @param stage  Stage of the cascade whose layers are shuffled; null for the model as trained.
 */
async function spreadOf(id: string, stage: number | null): Promise<number> {
  const model = await shippedModel(id, (weights, { architecture }) =>
    stage === null
      ? weights
      : shuffledWeights(weights, cascadeOf(layersFromLogits(architecture)!)[stage]!.layers, 1),
  );
  const { frames: T, height, width } = model.card.input;
  const rows = everyFourth.map(({ label, seed }) => {
    const clip = generateClip({ className: label!, seed: seed!, T, height, width });
    const { data, shape } = preprocess(clip.frames, model.card.input);
    return tf.tidy(() => model.logits(tf.tensor5d(data, [1, ...shape])).dataSync<"float32">());
  });
  model.dispose();
  return meanOf(Array.from(rows[0]!, (_, n) => deviationOf(rows.map((row) => row[n]!))));
}

function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
}

test.each([
  { id: "i3d", trained: 1.45, shuffled: [0.61, 0, 0] },
  { id: "convlstm", trained: 2.28, shuffled: [0.455, 0.345, 0.36] },
])("logits of $id vary by so much, as trained and in each stage of the cascade", async (row) => {
  await tf.setBackend("wasm");
  expect(await spreadOf(row.id, null)).toBeCloseTo(row.trained, 2);
  for (const [stage, spread] of row.shuffled.entries())
    expect(await spreadOf(row.id, stage)).toBeCloseTo(spread, 2);
});
