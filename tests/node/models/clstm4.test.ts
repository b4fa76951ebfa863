/** The authors' PyTorch variant of the C-LSTM against logits that PyTorch computed, and what it refuses. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { fnv1a } from "../../../src/base/prng.ts";
import { sizeOf } from "../../../src/base/shape.ts";
import "../../../src/device/kernels/register.ts";
import { buildModel } from "../../../src/models/build.ts";
import type { ModelCard } from "../../../src/models/card.ts";
import type { WeightSource } from "../../../src/models/weights.ts";
import { draws } from "../../support/arrays.ts";
import { expectAllClose } from "../../support/close.ts";
import { labError } from "../../support/lab-error.ts";
import { smallClip, smallConvLstm } from "../../support/small-models.ts";

const golden = JSON.parse(readFileSync(new URL("../../golden/clstm4.json", import.meta.url), "utf8")) as {
  logits: number[];
  hidden_mean_per_frame: number[];
};

const architecture = { kind: "clstm4" as const, units: [4, 4], kernel: 3, stride: 2, effectiveSteps: [3, 7] };
const card: ModelCard = { ...smallConvLstm, architecture };

/** The rule of tests/golden/make-clstm4.py. */
const weights: WeightSource = {
  take(name, shape) {
    const u = draws(sizeOf(shape), fnv1a(name));
    if (name.endsWith("running_var")) return u.map((x) => 0.2 + 0.5 * Math.abs(x));
    return name === "clstm.bn.weight" ? u.map((x) => 1 + 0.2 * x) : u.map((x) => 0.5 * x);
  },
};

beforeAll(async () => {
  await tf.setBackend("wasm");
  await tf.ready();
});

describe("CLSTM_4", () => {
  test("gives PyTorch's hidden states and logits", () => {
    const model = buildModel(card, weights);
    const frames = tf.tensor5d(smallClip(), [1, 8, 32, 32, 3]);
    let means: Float32Array | undefined;
    const logits = model.logits(frames, (name, x) => {
      if (name === "clstm_2") means = tf.tidy(() => tf.mean(x.reshape([8, -1]), 1).dataSync<"float32">());
      return x;
    });
    expectAllClose(means!, golden.hidden_mean_per_frame, { rtol: 1e-3, atol: 1e-5 });
    expectAllClose(logits.dataSync(), golden.logits, { rtol: 1e-3, atol: 1e-4 });
    tf.dispose([frames, logits]);
    model.dispose();
  });

  test.each([
    [{ units: [4, 8] }, ["4, 8", "batch norm"]],
    [{ effectiveSteps: [3, 8] }, ["step 8", "8 frames"]],
    [{ units: [4, 4, 4, 4] }, ["32 x 32", "layer 3"]],
  ])("refuses %j, and leaves nothing on the device", (wrong, parts) => {
    const before = tf.memory().numTensors;
    const build = () => buildModel({ ...card, architecture: { ...architecture, ...wrong } }, weights);
    expect(build).toThrow(labError("weights", parts));
    expect(tf.memory().numTensors).toBe(before);
  });
});
