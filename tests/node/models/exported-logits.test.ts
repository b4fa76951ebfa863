/** The bundled weights give the logits in TypeScript that they gave in PyTorch, from generated clip to class scores. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "vitest";
import { generateClip } from "../../../src/clip/generate/generate-clip.ts";
import "../../../src/device/kernels/register.ts";
import { preprocess } from "../../../src/frames/preprocess.ts";
import { buildModel } from "../../../src/models/build.ts";
import { parseCard } from "../../../src/models/card.ts";
import { decodeWeights, parseManifest, weightSource } from "../../../src/models/weights.ts";
import { expectAllClose } from "../../support/close.ts";

/** Made by training/export.py --golden. */
const GOLDEN = "tests/golden/exported-logits.json";

type Golden = Record<string, readonly { class: string; seed: number; logits: readonly number[] }[]>;

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, "utf8")) as unknown;

async function load(folder: string) {
  const card = parseCard(readJson(join(folder, "card.json")), "card.json");
  const manifest = parseManifest(readJson(join(folder, "model.json")), "model.json");
  const shard = async (path: string) => new Uint8Array(await readFile(join(folder, path))).buffer;
  const weights = await decodeWeights(manifest, shard, "model.json");
  return { card, model: buildModel(card, weightSource(weights, "model.json")) };
}

describe.each(Object.entries(readJson(GOLDEN) as Golden))("public/models/%s", (id, cases) => {
  test("gives PyTorch's logits for generated clips", { timeout: 60_000 }, async () => {
    await tf.setBackend("wasm");
    const { card, model } = await load(join("public/models", id));
    for (const { class: className, seed, logits } of cases) {
      const { frames: T, height, width } = card.input;
      const { frames } = generateClip({ className, seed, T, height, width });
      const input = preprocess(frames, card.input);
      const x = tf.tensor5d(input.data, [1, ...input.shape]);
      const given = model.logits(x);
      // 6e-6 is the worst seen, most of it the golden file's five decimals.
      expectAllClose(given.dataSync(), logits, { rtol: 0, atol: 5e-5 });
      tf.dispose([x, given]);
    }
    model.dispose();
  });
});
