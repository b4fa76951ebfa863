/** Models in TF.js' own formats on one backend: TF.js' own scores, correct gradients, no tensor left behind. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import type { BackendName } from "../../src/device/backend-report.ts";
import { sizeOf } from "../../src/base/shape.ts";
import "../../src/device/kernels/register.ts";
import { mixFrames } from "../../src/math/mix.ts";
import { extraSources, operatorMatrix } from "../../src/math/sources.ts";
import { buildModel } from "../../src/models/build.ts";
import { fileFolder, loadModelFolder } from "../../src/models/load.ts";
import type { VideoModel } from "../../src/models/model.ts";
import { weightSource } from "../../src/models/weights.ts";
import { gradCamOf } from "../../src/saliency/grad-cam.ts";
import { ClipScore } from "../../src/search/clip-score.ts";
import { scoresOf, scoreWithGradient } from "../../src/search/descent.ts";
import { PixelScore } from "../../src/search/pixel-score.ts";
import { centralDifferences, draws } from "./arrays.ts";
import { expectAllClose } from "./close.ts";
import { CLIP, graphFiles, layersFiles, seedWeights, tfjsCard } from "./tfjs-files.ts";

const inputShape = [...CLIP];
const MASK = [0.2, 0.9, 0.05, 0.6, 0.5, 0.97];

const MODELS: Readonly<Record<string, () => tf.LayersModel>> = {
  "3-D convolutions, pools and batch norm": () =>
    tf.sequential({
      layers: [
        tf.layers.conv3d({ filters: 4, kernelSize: 3, padding: "same", activation: "relu", inputShape }),
        tf.layers.maxPooling3d({ poolSize: [2, 2, 2], strides: [2, 2, 2], padding: "same" }),
        tf.layers.batchNormalization(),
        tf.layers.conv3d({ filters: 5, kernelSize: [2, 3, 3], strides: [1, 2, 2], activation: "tanh" }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 3, activation: "softmax" }),
      ],
    }),
  ConvLSTM2D: () =>
    tf.sequential({
      layers: [
        tf.layers.convLstm2d({ filters: 3, kernelSize: 3, strides: 2, returnSequences: true, inputShape }),
        tf.layers.maxPooling3d({ poolSize: [1, 2, 2], strides: [1, 2, 2] }),
        tf.layers.batchNormalization(),
        tf.layers.flatten(),
        tf.layers.dense({ units: 3, activation: "softmax" }),
      ],
    }),
  "pictures one by one and an LSTM": () => {
    const each = (layer: tf.layers.Layer, first = {}) => tf.layers.timeDistributed({ layer, ...first });
    return tf.sequential({
      layers: [
        each(tf.layers.conv2d({ filters: 3, kernelSize: 3 }), { inputShape }),
        each(tf.layers.maxPooling2d({ poolSize: 2 })),
        each(tf.layers.flatten()),
        tf.layers.lstm({ units: 4 }),
        tf.layers.dense({ units: 3, activation: "softmax" }),
      ],
    });
  },
  "branches that join, for one clip at a time": () => {
    const clip = tf.input({ batchShape: [1, ...CLIP] });
    const narrow = tf.layers.conv3d({ filters: 2, kernelSize: 1 }).apply(clip) as tf.SymbolicTensor;
    const wide = tf.layers
      .conv3d({ filters: 2, kernelSize: 3, padding: "same" })
      .apply(clip) as tf.SymbolicTensor;
    const sum = tf.layers.add().apply([narrow, wide]) as tf.SymbolicTensor;
    const joined = tf.layers.concatenate().apply([sum, narrow]) as tf.SymbolicTensor;
    const pooled = tf.layers
      .averagePooling3d({ poolSize: [2, 4, 4], strides: [2, 4, 4] })
      .apply(joined) as tf.SymbolicTensor;
    const flat = tf.layers.flatten().apply(pooled);
    const answer = tf.layers.dense({ units: 3, activation: "softmax" }).apply(flat) as tf.SymbolicTensor;
    return tf.model({ inputs: clip, outputs: answer });
  },
};

const clip = draws(sizeOf(CLIP), 5);
const clipTensor = () => tf.tensor5d(clip, [1, ...CLIP]);

async function load(files: File[]): Promise<VideoModel> {
  const loaded = await loadModelFolder(fileFolder(files), () => undefined);
  return buildModel(loaded.card, weightSource(loaded.weights, "model.json"), loaded.topology);
}

async function valuesOf(run: () => tf.Tensor): Promise<Float32Array> {
  const tensor = tf.tidy(run);
  try {
    return await tensor.data<"float32">();
  } finally {
    tensor.dispose();
  }
}

/** Checks what a mask search needs: mixing equals mixed frames, and the mask's gradient equals central differences. */
async function expectSearchable(model: VideoModel): Promise<void> {
  const frames = clipTensor();
  const responses = model.respond(frames);
  const scorer = new ClipScore(model, responses, 1);
  const plain = (await valuesOf(() => tf.softmax(model.logits(frames))))[1]!;
  const [unmasked, masked] = (await scoresOf(scorer, [new Float32Array(6), MASK])) as [number, number];
  expect(unmasked).toBeCloseTo(plain, 5);
  const { score, gradient } = await scoreWithGradient(scorer, MASK);
  expect(score).toBeCloseTo(masked, 5);
  const scoreOf = async (mask: Float32Array) => (await scoresOf(scorer, [mask]))[0]!;
  const slopes = await centralDifferences(scoreOf, Float32Array.from(MASK), 2e-3);
  const largest = Math.max(...slopes.map(Math.abs));
  expect(largest).toBeGreaterThan(1e-3); // control: the mask matters
  expectAllClose(gradient, slopes, { atol: 0.05 * largest });

  // Also check sources besides the frames, and that one cell per frame, frozen pixel by pixel, equals the temporal
  // mask.
  const [T, H, W] = CLIP;
  const pictures = tf.tensor5d(extraSources("fade", clip, { T, H, W }), [1, 1, H, W, 3]);
  const faded = responses.with(model.respond(pictures, T));
  const { fs, own } = await new ClipScore(model, faded, 1, "fade").scoresUnder(MASK);
  expect(fs).toBeCloseTo(masked, 5);
  const sources = Float32Array.from([...clip, ...extraSources("fade", clip, { T, H, W })]);
  const mixed = tf.tensor5d(mixFrames(sources, operatorMatrix("fade", MASK), T + 1), [1, ...CLIP]);
  expect(own).toBeCloseTo((await valuesOf(() => tf.softmax(model.logits(mixed))))[1]!, 5);
  const pixels = await scoreWithGradient(new PixelScore(model, frames, 1, { h: 1, w: 1 }), MASK);
  expect(pixels.score).toBeCloseTo(masked, 5);
  expectAllClose(pixels.gradient, gradient, { atol: 1e-3 * largest });
  tf.dispose([pictures, mixed]);
  faded.dispose();
  responses.dispose();
  frames.dispose();
}

/** Declares the suite for one backend, which must be registered. */
export function tfjsSuite(backend: BackendName): void {
  beforeAll(async () => {
    expect(await tf.setBackend(backend)).toBe(true);
    await tf.ready();
  });

  describe.each(Object.entries(MODELS))(`a layers model of %s on ${backend}`, (_, make) => {
    test("gives the logarithms of TF.js' own probabilities, can be searched, and leaves no tensor behind", async () => {
      const theirs = make();
      seedWeights(theirs);
      const files = [...(await layersFiles(theirs)), tfjsCard()];
      // TF.js itself cannot run batch norm on sequences.
      const runs = theirs.layers.every((layer) => layer.getClassName() !== "BatchNormalization");
      const expected = runs ? await valuesOf(() => tf.log(theirs.predict(clipTensor()) as tf.Tensor)) : null;
      theirs.dispose();
      const before = tf.memory().numTensors;
      const model = await load(files);
      const logits = await valuesOf(() => model.logits(clipTensor()));
      expect(Math.max(...logits) - Math.min(...logits)).toBeGreaterThan(0.05); // control: classes differ
      if (expected) expectAllClose(logits, expected, { rtol: 1e-4, atol: 1e-5 });
      await expectSearchable(model);
      model.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });

    test("shows Grad-CAM at its last feature maps", async () => {
      const theirs = make();
      seedWeights(theirs);
      const model = await load([...(await layersFiles(theirs)), tfjsCard()]);
      const frames = clipTensor();
      let largest = 0;
      for (const target of [0, 1, 2]) {
        const { values } = await gradCamOf(model, frames, target, "logit");
        expect(values.every(Number.isFinite)).toBe(true);
        largest = Math.max(largest, ...values);
      }
      expect(largest).toBeGreaterThan(0);
      expect(theirs.layers.map(({ name }) => name)).toContain(model.camEndpoint);
      model.dispose();
      theirs.dispose();
      frames.dispose();
    });
  });

  describe(`a graph model on ${backend}`, () => {
    test("gives TF.js' own scores, can be searched, and leaves no tensor behind", async () => {
      const card = tfjsCard({ format: "graph" });
      const files = [...graphFiles(), card];
      const [json, weights] = await Promise.all([files[0]!.text(), files[1]!.arrayBuffer()]);
      const { weightsManifest, ...rest } = JSON.parse(json) as tf.io.ModelJSON;
      const theirs = tf.loadGraphModelSync({
        ...rest,
        weightSpecs: weightsManifest[0]!.weights,
        weightData: weights,
      });
      const expected = await valuesOf(() => tf.log(theirs.predict(clipTensor()) as tf.Tensor));
      theirs.dispose();
      const before = tf.memory().numTensors;
      const model = await load(files);
      const logits = await valuesOf(() => model.logits(clipTensor()));
      expectAllClose(logits, expected, { rtol: 1e-4, atol: 1e-5 });
      await expectSearchable(model);
      model.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });

    test("shows Grad-CAM at the feature map nearest to its output", async () => {
      const model = await load([...graphFiles(), tfjsCard({ format: "graph" })]);
      expect(model.camEndpoint).toBe("pool");
      const frames = clipTensor();
      const maps = [];
      for (const target of [0, 1, 2]) maps.push(await gradCamOf(model, frames, target, "logit"));
      for (const { T, h, w } of maps) expect([T, h, w]).toEqual([3, 8, 8]);
      expect(Math.max(...maps.flatMap(({ values }) => [...values]))).toBeGreaterThan(0);
      model.dispose();
      frames.dispose();
    });
  });
}
