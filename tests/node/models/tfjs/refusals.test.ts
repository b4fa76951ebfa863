/** TF.js models that cannot be explained here are refused, with the reason. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import "../../../../src/device/kernels/register.ts";
import { mulberry32 } from "../../../../src/base/prng.ts";
import { buildModel } from "../../../../src/models/build.ts";
import { parseCard } from "../../../../src/models/card.ts";
import { fileFolder, loadModelFolder } from "../../../../src/models/load.ts";
import type { Network } from "../../../../src/models/model.ts";
import { checkTfjs } from "../../../../src/models/tfjs/check.ts";
import { weightSource } from "../../../../src/models/weights.ts";
import { gradCamOf } from "../../../../src/saliency/grad-cam.ts";
import { expectAllClose } from "../../../support/close.ts";
import { labError } from "../../../support/lab-error.ts";
import { CLIP, graphFiles, layersFiles, seedWeights, tfjsCard } from "../../../support/tfjs-files.ts";

const load = (files: File[]) => loadModelFolder(fileFolder(files), () => undefined);

/** Returns a model that only flattens and applies a dense layer. */
function plain(inputShape: number[] = [...CLIP], units = 3, activation: "softmax" | "linear" = "softmax") {
  const layers = [tf.layers.flatten({ inputShape }), tf.layers.dense({ units, activation })];
  const model = tf.sequential({ layers });
  seedWeights(model);
  return model;
}

async function edited(files: File[], change: (json: string) => string): Promise<File[]> {
  const [model, ...rest] = files;
  return [new File([change(await model!.text())], "model.json"), ...rest];
}

beforeAll(async () => {
  await tf.setBackend("cpu");
});

describe("a layers model", () => {
  test("of the simplest kind loads, and Grad-CAM says why it is not available", async () => {
    const { card, topology } = await load([...(await layersFiles(plain())), tfjsCard()]);
    expect(card.architecture.kind).toBe("tfjs");
    const model = buildModel(card, weightSource(new Map(), "none"), topology);
    expect(model.camEndpoint).toBeNull();
    const frames = tf.zeros<tf.Rank.R5>([1, ...CLIP]);
    await expect(gradCamOf(model, frames, 1, "logit")).rejects.toEqual(
      labError("unsupported", ["Theirs", "Grad-CAM", "flattens"]),
    );
    model.dispose();
  });

  test("normalises sequences by the equation of batch norm", async () => {
    const layers = [
      tf.layers.batchNormalization({ inputShape: [...CLIP], axis: 4 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 3, useBias: false }),
    ];
    const theirs = tf.sequential({ layers });
    seedWeights(theirs);
    const [gamma, beta, kernel, mean, variance] = theirs.getWeights();
    const loaded = await load([...(await layersFiles(theirs)), tfjsCard({ output: "logits" })]);
    const model = buildModel(loaded.card, weightSource(new Map(), "none"), loaded.topology);
    const { actual, expected } = tf.tidy(() => {
      const x = tf.randomNormal<tf.Rank.R5>([2, ...CLIP], 0, 1, "float32", 3);
      const scale = gamma!.div(variance!.add(1e-3).sqrt());
      const normed = x.sub(mean!).mul(scale).add(beta!);
      return {
        actual: model.logits(x).dataSync<"float32">(),
        expected: tf.matMul(normed.reshape([2, -1]), kernel as tf.Tensor2D).dataSync<"float32">(),
      };
    });
    expectAllClose(actual, expected, { atol: 1e-4 });
    model.dispose();
  });

  test.each([
    ["other frames", () => plain([8, 16, 16, 3]), ["[any, 8, 16, 16, 3]", "[1, 6, 16, 16, 3]"]],
    ["channels first", () => plain([3, 6, 16, 16]), ["[any, 3, 6, 16, 16]"]],
    ["other classes", () => plain([...CLIP], 5), ["[1, 5]", "3 classes"]],
    [
      "logits called probabilities",
      () => plain([...CLIP], 3, "linear"),
      ["probabilities", 'output: "logits"'],
    ],
  ])("is refused for %s", async (_, make, parts) => {
    await expect(load([...(await layersFiles(make())), tfjsCard()])).rejects.toEqual(
      labError("weights", ["Theirs", ...parts]),
    );
  });

  test("is refused for probabilities called logits", async () => {
    const files = await layersFiles(plain());
    await expect(load([...files, tfjsCard({ output: "logits" })])).rejects.toEqual(
      labError("weights", ["Theirs", 'output: "probabilities"']),
    );
  });

  test("is refused by name for a layer that TF.js lacks", async () => {
    const files = await edited(await layersFiles(plain()), (json) =>
      json.replace('"Flatten"', '"FancyLayer"'),
    );
    await expect(load([...files, tfjsCard()])).rejects.toEqual(labError("weights", ["Theirs", "FancyLayer"]));
  });

  test("is refused if the card calls it a graph", async () => {
    await expect(load([...(await layersFiles(plain())), tfjsCard({ format: "graph" })])).rejects.toEqual(
      labError("weights", ["graph model", "layers model"]),
    );
  });

  test("is refused if its shard is incomplete, and the message gives both sizes", async () => {
    const [model, shard] = await layersFiles(plain());
    const cut = new File([shard!.slice(0, shard!.size - 4)], shard!.name);
    await expect(load([model!, cut, tfjsCard()])).rejects.toEqual(
      labError("weights", ["group1-shard1of1.bin", shard!.size, shard!.size - 4]),
    );
  });

  test("is refused if a shard is missing, by name", async () => {
    const [model] = await layersFiles(plain());
    await expect(load([model!, tfjsCard()])).rejects.toEqual(labError("weights", ["group1-shard1of1.bin"]));
  });

  test("is refused if a weight is not a number", async () => {
    const [model, shard] = await layersFiles(plain());
    const bytes = new Float32Array(await shard!.arrayBuffer()).fill(NaN, 0, 1);
    await expect(load([model!, new File([bytes], shard!.name), tfjsCard()])).rejects.toEqual(
      labError("weights", ["Theirs", "not a number"]),
    );
  });

  test("is refused if model.json has no topology, or an invalid one", async () => {
    for (const text of ['{"weightsManifest":[]}', "{}", "[]", "null"]) {
      await expect(load([new File([text], "model.json"), tfjsCard()])).rejects.toEqual(
        labError("weights", ["model.json", "not a TF.js model"]),
      );
    }
    for (const topology of ["{}", '{"node":[]}', '{"class_name":"Sequential"}', '{"model_config":3}']) {
      const json = `{"modelTopology":${topology},"weightsManifest":[]}`;
      await expect(load([new File([json], "model.json"), tfjsCard()]), topology).rejects.toEqual(
        labError("weights"),
      );
    }
  });
});

describe("a model.json with bytes changed", { timeout: 60_000 }, () => {
  test.each<[string, () => Promise<File[]>, File]>([
    ["layers", async () => layersFiles(plain()), tfjsCard()],
    ["graph", () => Promise.resolve(graphFiles()), tfjsCard({ format: "graph" })],
  ])("gives a model or a LabError: %s", async (_, make, card) => {
    const [model, shard] = await make();
    const bytes = new Uint8Array(await model!.arrayBuffer());
    const random = mulberry32(11);
    let refused = 0;
    for (let i = 0; i < 100; i++) {
      // Replace by a byte of the same kind, so that the text often remains JSON.
      const changed = bytes.slice();
      for (let n = 0; n < 3; n++) {
        const at = Math.floor(random() * bytes.length);
        const char = String.fromCharCode(bytes[at]!);
        if (/[0-9]/.test(char)) changed[at] = 48 + Math.floor(random() * 10);
        else if (/[a-z]/i.test(char)) changed[at] = 97 + Math.floor(random() * 26);
      }
      try {
        await load([new File([changed], "model.json"), shard!, card]);
      } catch (error) {
        expect(error).toEqual(labError("weights"));
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(25);
  });

  test("is refused if a layer declares more weights than fit in any memory", async () => {
    const files = await edited(await layersFiles(plain()), (json) =>
      json.replace('"units":3', '"units":4000000000000'),
    );
    await expect(load([...files, tfjsCard()])).rejects.toEqual(labError("weights", ["Theirs"]));
  });
});

describe("a graph model", () => {
  const card = tfjsCard({ format: "graph" });

  test("is refused at the op that stops the gradient, with its node", async () => {
    const last = [
      {
        name: "odd",
        op: "Cumprod",
        input: ["dense", "axis"],
        attr: { exclusive: { b: false }, reverse: { b: false } },
      },
      { name: "answer", op: "Softmax", input: ["odd"], attr: { T: { type: "DT_FLOAT" } } },
    ];
    await expect(load([...graphFiles(last), card])).rejects.toEqual(
      labError("weights", ["Theirs", "the gradient stops at the op Cumprod (node odd)"]),
    );
  });

  test.each(["Round", "Floor"])("is refused for %s, whose gradient is zero", async (op) => {
    const last = [
      { name: "whole", op, input: ["dense"], attr: { T: { type: "DT_FLOAT" } } },
      { name: "answer", op: "Softmax", input: ["whole"], attr: { T: { type: "DT_FLOAT" } } },
    ];
    await expect(load([...graphFiles(last), card])).rejects.toEqual(
      labError("weights", ["Theirs", "gradient"]),
    );
  });

  test("is refused by name for control flow", async () => {
    const last = [
      { name: "places", op: "Where", input: ["dense"], attr: { T: { type: "DT_FLOAT" } } },
      { name: "answer", op: "Softmax", input: ["places"], attr: { T: { type: "DT_FLOAT" } } },
    ];
    await expect(load([...graphFiles(last), card])).rejects.toEqual(
      labError("weights", ["Theirs", "Where", "places", "control flow"]),
    );
  });

  test("is refused by name for an op that TF.js lacks", async () => {
    const last = [{ name: "answer", op: "FancyOp", input: ["dense"] }];
    await expect(load([...graphFiles(last), card])).rejects.toEqual(
      labError("weights", ["Theirs", "FancyOp (node answer)"]),
    );
  });
});

describe("checkTfjs", () => {
  const shape = [1, ...CLIP];

  async function checkWith(gradient: (gradY: tf.Tensor, frames: tf.Tensor) => tf.Tensor): Promise<void> {
    const card = parseCard(JSON.parse(await tfjsCard({ output: "logits" }).text()), "card.json");
    const logits = (frames: tf.Tensor5D): tf.Tensor2D =>
      tf.tidy(() => {
        const square = tf.customGrad((x, save) => {
          (save as tf.GradSaveFunc)([x as tf.Tensor]);
          return {
            value: (x as tf.Tensor).square(),
            gradFunc: (gradY: tf.Tensor, [saved]: tf.Tensor[]) => gradient(gradY, saved!),
          };
        });
        const kernel = tf.randomNormal<tf.Rank.R2>([frames.size, 3], 0, 0.1, "float32", 2);
        return tf.matMul(square(frames).reshape<tf.Tensor2D>([1, -1]), kernel);
      });
    const network: Network = {
      camEndpoint: null,
      camPooling: "space",
      logits,
      respond: () => expect.fail("should not be called"),
      logitsOfMix: () => expect.fail("should not be called"),
    };
    await checkTfjs(card, network);
  }

  const right = (gradY: tf.Tensor, x: tf.Tensor) => gradY.mul(x).mul(2);

  test("accepts a correct gradient", async () => {
    await checkWith(right);
  });

  test.each<[string, (gradY: tf.Tensor, x: tf.Tensor) => tf.Tensor]>([
    ["zero", (_, x) => tf.zerosLike(x)],
    ["half as large", (gradY, x) => right(gradY, x).div(2)],
    [
      "correct for the first frame only",
      (gradY, x) => right(gradY, x).mul(tf.tensor([1, 0, 0, 0, 0, 0], [1, 6, 1, 1, 1])),
    ],
    [
      "that of the next frame",
      (gradY, x) =>
        tf.concat([right(gradY, x).slice([0, 1], [1, 5]), tf.zeros([1, 1, ...shape.slice(2)])], 1),
    ],
  ])("refuses a gradient that is %s", async (_, gradient) => {
    await expect(checkWith(gradient)).rejects.toEqual(labError("weights", ["Theirs", "gradient"]));
  });
});
