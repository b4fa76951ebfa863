/** Batch-norm statistics estimated again: on a small I3D by definition, and on the bundled one once it is shuffled. */
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { beforeAll, expect, test } from "vitest";
import "../../../src/device/kernels/register.ts";
import { preprocess } from "../../../src/frames/preprocess.ts";
import { generateClip } from "../../../src/generate/generate-clip.ts";
import { windowMask, windowsOf } from "../../../src/math/windows.ts";
import { buildModel } from "../../../src/models/build.ts";
import type { I3dArchitecture } from "../../../src/models/card.ts";
import { renormalised } from "../../../src/models/i3d/renormalise.ts";
import { cascadeOf, isIn, layersFromLogits, shuffledWeights } from "../../../src/models/randomise.ts";
import { weightSource, type NamedWeight } from "../../../src/models/weights.ts";
import { freezeFrames } from "../../../src/perturb/freeze.ts";
import { weightsOf } from "../../support/checkpoints.ts";
import { expectAllClose } from "../../support/close.ts";
import { labError } from "../../support/lab-error.ts";
import { shippedWeights } from "../../support/shipped-model.ts";
import { smallClip, smallI3d } from "../../support/small-models.ts";

const architecture = smallI3d.architecture as I3dArchitecture;
const STEM = "Conv3d_1a_7x7";

beforeAll(async () => {
  await tf.setBackend("wasm");
});

/** Mean and variance of each channel of the stem's output, which `beta` keeps clear of the ReLU. */
function stemMoments(weights: ReadonlyMap<string, NamedWeight>, clips: tf.Tensor5D) {
  const model = buildModel(smallI3d, weightSource(weights, "small"));
  const moments: Float32Array[] = [];
  const logits = model.logits(clips, (name, endpoint) => {
    if (name === STEM) {
      const { mean, variance } = tf.moments(endpoint, [0, 1, 2, 3]);
      moments.push(mean.dataSync<"float32">(), variance.dataSync<"float32">());
    }
    return endpoint;
  });
  logits.dispose();
  model.dispose();
  return moments;
}

test("a unit's output then has mean beta and variance gamma squared on the clips; other units keep their statistics", async () => {
  const weights = new Map(weightsOf(smallI3d));
  const { shape } = weights.get(`${STEM}.bn.bias`)!;
  const channels = shape[0]!;
  weights.set(`${STEM}.bn.bias`, { shape, values: new Float32Array(channels).fill(20) });
  weights.set(`${STEM}.bn.weight`, { shape, values: new Float32Array(channels).fill(2) });
  const clips = tf.tensor5d(smallClip(), [1, 8, 32, 32, 3]);
  const before = tf.memory().numTensors;
  const estimated = await renormalised(
    smallI3d,
    architecture,
    weights,
    (name) => name.startsWith(STEM),
    clips,
  );
  expect(tf.memory().numTensors).toBe(before);
  const [mean, variance] = stemMoments(estimated, clips) as [Float32Array, Float32Array];
  expectAllClose(mean, new Array<number>(channels).fill(20), { atol: 1e-3 });
  // Batch norm's epsilon takes a little off.
  expectAllClose(variance, new Array<number>(channels).fill(4), { rtol: 0.02 });
  const [staleMean] = stemMoments(weights, clips);
  expect(Math.max(...staleMean!.map((value) => Math.abs(value - 20)))).toBeGreaterThan(0.1); // control
  const changed = [...estimated.keys()].filter((name) => estimated.get(name) !== weights.get(name));
  expect(changed).toEqual([`${STEM}.bn.running_mean`, `${STEM}.bn.running_var`]);
  clips.dispose();
});

test("a missing weight is an error, and frees what was built", async () => {
  const weights = new Map(weightsOf(smallI3d));
  weights.delete("logits.conv3d.weight");
  const clips = tf.zeros<tf.Rank.R5>([1, 8, 32, 32, 3]);
  const before = tf.memory().numTensors;
  await expect(renormalised(smallI3d, architecture, weights, () => true, clips)).rejects.toEqual(
    labError("weights", ["logits.conv3d.weight"]),
  );
  expect(tf.memory().numTensors).toBe(before);
  clips.dispose();
});

test("the bundled I3D, shuffled, answers every frozen clip alike with its old statistics, and reacts with new ones", async () => {
  const { card, weights } = await shippedWeights("i3d");
  const { layers } = cascadeOf(layersFromLogits(card.architecture)!)[2]!;
  const { frames: T, height, width } = card.input;
  const { frames } = generateClip({ className: "Moving something up", seed: 5000255, T, height, width });
  const { data, shape } = preprocess(frames, card.input);
  const clips = tf.tidy(() => {
    const clip = tf.tensor5d(data, [1, ...shape]);
    const halves = windowsOf(T).filter(([first, last]) => last - first + 1 === T / 2);
    const masks = [new Float32Array(T), ...halves.map((window) => windowMask(T, window))];
    return tf.concat(masks.map((mask) => freezeFrames(clip, tf.tensor1d(mask))));
  });
  const spreadOf = (some: ReadonlyMap<string, NamedWeight>) => {
    const model = buildModel(card, weightSource(some, "i3d"));
    const deviations = tf.tidy(() => tf.sqrt(tf.moments(model.logits(clips), 0).variance).dataSync());
    model.dispose();
    return Math.max(...deviations);
  };
  const shuffled = shuffledWeights(weights, layers, 1);
  expect(spreadOf(shuffled)).toBeLessThan(0.005);
  const changes = (name: string) => isIn(layers, name);
  const estimated = await renormalised(card, card.architecture as I3dArchitecture, shuffled, changes, clips);
  expect(spreadOf(estimated)).toBeGreaterThan(0.1);
  clips.dispose();
});
