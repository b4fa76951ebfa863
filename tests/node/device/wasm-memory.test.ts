/** A search of any length needs no more memory than its first steps. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { expect, test } from "vitest";
import "../../../src/device/kernels/register.ts";
import { startRow } from "../../../src/math/mask-descent.ts";
import { buildModel } from "../../../src/models/build.ts";
import { ClipScore } from "../../../src/search/clip-score.ts";
import { Descent } from "../../../src/search/descent.ts";
import { PRESETS } from "../../../src/math/search-settings.ts";
import { seededWeights, smallClip, smallConvLstm, smallI3d } from "../../support/small-models.ts";

const heapBytes = () => (tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.length;

const MINUTE_MS = 60_000;

test.each([smallI3d, smallConvLstm])(
  "1000 steps on $name take no more memory than 50",
  async (card) => {
    expect(await tf.setBackend("wasm")).toBe(true);
    const model = buildModel(card, seededWeights);
    const frames = tf.tensor5d(smallClip(), [1, 8, 32, 32, 3]);
    const responses = model.respond(frames);
    const scorer = new ClipScore(model, responses, 0);
    const descent = new Descent(scorer, () => PRESETS.default, [startRow(new Float64Array(8))], 0);
    await descent.take(50);
    const [bytes, tensors] = [heapBytes(), tf.memory().numTensors];
    for (let i = 0; i < 19; i++) await descent.take(50);
    expect(tf.memory().numTensors).toBe(tensors);
    expect(heapBytes()).toBe(bytes);
    for (const owned of [descent, responses, frames, model]) owned.dispose();
  },
  MINUTE_MS,
);
