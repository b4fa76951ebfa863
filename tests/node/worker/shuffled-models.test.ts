/** The shuffled models of a measurement, on the bundled I3D: they react to frames, and explain their own answer. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, expect, test } from "vitest";
import "../../../src/device/kernels/register.ts";
import { spreadOf } from "../../../src/faithfulness/shuffled.ts";
import { preprocess } from "../../../src/frames/preprocess.ts";
import { generateClip } from "../../../src/generate/generate-clip.ts";
import { windowMask, windowsOf } from "../../../src/math/windows.ts";
import { scoreWindows } from "../../../src/measure/score-windows.ts";
import type { LoadedModel } from "../../../src/models/load.ts";
import { ClipScore } from "../../../src/search/clip-score.ts";
import { scoresOf } from "../../../src/search/descent.ts";
import { shuffledModels } from "../../../src/worker/shuffled-models.ts";
import { labError } from "../../support/lab-error.ts";
import { lastOf } from "../../support/metric.ts";
import { shippedWeights } from "../../support/shipped-model.ts";

let loaded: LoadedModel;
let frames: tf.Tensor5D;

beforeAll(async () => {
  await tf.setBackend("wasm");
  loaded = await shippedWeights("i3d");
  const { frames: T, height, width } = loaded.card.input;
  const clip = generateClip({ className: "Moving something up", seed: 5000255, T, height, width });
  const { data, shape } = preprocess(clip.frames, loaded.card.input);
  frames = tf.tensor5d(data, [1, ...shape]);
});
afterAll(() => frames.dispose());

const stagesOf = (mostAtOnce: number, model = loaded) => {
  const stages = shuffledModels(model, {
    frames,
    mostAtOnce,
    seed: 1,
    open: (shuffled, target) => {
      const responses = shuffled.respond(frames);
      const dispose = () => (responses.dispose(), shuffled.dispose());
      return { scorer: new ClipScore(shuffled, responses, target), dispose };
    },
  });
  if ("reason" in stages) throw new Error(stages.reason);
  return stages;
};

test.each([2, 16])(
  "shuffled down to the first layer, it reacts to windows by a tenth of a logit and more, with %i clips at once",
  async (mostAtOnce) => {
    const before = tf.memory().numTensors;
    const { scorer, className, dispose } = await stagesOf(mostAtOnce).at(-1)!.open();
    const T = frames.shape[1];
    const windows = windowsOf(T).filter(([first, last]) => (last - first + 1) % 4 === 0);
    const [original, ...scores] = await scoresOf(scorer, [
      new Float32Array(T),
      ...windows.map((window) => windowMask(T, window)),
    ]);
    dispose();
    expect(loaded.card.classes).toContain(className);
    expect(original).toBeGreaterThan(1 / loaded.card.classes.length); // it is the model's own answer
    expect(spreadOf(scores)).toBeGreaterThan(0.1);
    expect(spreadOf(scores)).toBeLessThan(3); // nothing is blown up
    expect(tf.memory().numTensors).toBe(before);
  },
);

test("with only the last layer shuffled, the layers below keep their statistics", async () => {
  const { scorer, dispose } = await stagesOf(16)[0]!.open();
  const { scores } = await lastOf(scoreWindows(scorer, frames.shape[1]));
  dispose();
  expect(spreadOf(scores)).toBeGreaterThan(0.1);
});

test("a model whose answer is not a number is an error, and is freed", async () => {
  const { shape } = loaded.weights.get("logits.conv3d.bias")!;
  const bias = { shape, values: new Float32Array(shape[0]!).fill(NaN) };
  const broken = { ...loaded, weights: new Map(loaded.weights).set("logits.conv3d.bias", bias) };
  const before = tf.memory().numTensors;
  await expect(stagesOf(2, broken)[0]!.open()).rejects.toEqual(labError("value", ["NaN"]));
  expect(tf.memory().numTensors).toBe(before);
});

test("a model with a graph of its own cannot be shuffled, and says why", () => {
  const card = { ...loaded.card, architecture: { kind: "tfjs" } } as LoadedModel["card"];
  const ask = { frames, mostAtOnce: 1, seed: 1, open: () => expect.unreachable() };
  expect(shuffledModels({ card, weights: new Map() }, ask)).toEqual({
    reason: expect.stringContaining("does not know which weights form a layer") as string,
  });
});
