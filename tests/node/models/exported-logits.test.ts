/** The bundled weights give the same logits in TypeScript as in PyTorch, from generated clip to class scores. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { describe, test } from "vitest";
import { generateClip } from "../../../src/generate/generate-clip.ts";
import "../../../src/device/kernels/register.ts";
import { preprocess } from "../../../src/frames/preprocess.ts";
import { expectAllClose } from "../../support/close.ts";
import { readJson, shippedModel } from "../../support/shipped-model.ts";

/** Made by training/export.py --golden. */
const GOLDEN = "tests/golden/exported-logits.json";

type Golden = Record<string, readonly { class: string; seed: number; logits: readonly number[] }[]>;

describe.each(Object.entries(readJson(GOLDEN) as Golden))("public/models/%s", (id, cases) => {
  test("gives PyTorch's logits for generated clips", { timeout: 60_000 }, async () => {
    await tf.setBackend("wasm");
    const model = await shippedModel(id);
    const { card } = model;
    for (const { class: className, seed, logits } of cases) {
      const { frames: T, height, width } = card.input;
      const { frames } = generateClip({ className, seed, T, height, width });
      const input = preprocess(frames, card.input);
      const x = tf.tensor5d(input.data, [1, ...input.shape]);
      const given = model.logits(x);
      // The worst difference measured is 6e-6, mostly from the golden file's five decimals.
      expectAllClose(given.dataSync(), logits, { rtol: 0, atol: 5e-5 });
      tf.dispose([x, given]);
    }
    model.dispose();
  });
});
