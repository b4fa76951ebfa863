/** Facts read from the files of TF.js models. */
import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { hasTopology, parseModelJson } from "../../../../src/models/tfjs/artifacts.ts";
import { describeTfjs } from "../../../../src/models/tfjs/describe.ts";
import { labError } from "../../../support/lab-error.ts";
import { CLIP, graphFiles, layersFiles } from "../../../support/tfjs-files.ts";

const factsOf = async ([model]: File[]) =>
  describeTfjs(parseModelJson(JSON.parse(await model!.text()) as unknown, "model.json"));

const layers = (activation: "softmax" | "linear", inputShape: (number | null)[] = [...CLIP]) =>
  layersFiles(
    tf.sequential({
      layers: [
        tf.layers.conv3d({ filters: 2, kernelSize: 3, batchInputShape: [null, ...inputShape] }),
        tf.layers.maxPooling3d({ poolSize: [4, 14, 14] }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 7, activation }),
      ],
    }),
  );

describe("describeTfjs", () => {
  test("finds a layers model's input, class count and last step", async () => {
    await tf.setBackend("cpu");
    expect(await factsOf(await layers("softmax"))).toEqual({
      architecture: { kind: "tfjs", format: "layers", output: "probabilities" },
      input: [6, 16, 16, 3],
      classCount: 7,
    });
    expect((await factsOf(await layers("linear"))).architecture.output).toBe("logits");
  });

  test("finds a graph model's input, class count and last step", async () => {
    expect(await factsOf(graphFiles())).toEqual({
      architecture: { kind: "tfjs", format: "graph", output: "probabilities" },
      input: [6, 16, 16, 3],
      classCount: 3,
    });
    const bare = await factsOf(graphFiles([{ name: "answer", op: "Identity", input: ["dense"] }]));
    expect(bare.architecture.output).toBe("logits");
    const wrapped = await factsOf(
      graphFiles([
        { name: "softmax", op: "Softmax", input: ["dense"] },
        { name: "answer", op: "Identity", input: ["softmax:0"] },
      ]),
    );
    expect(wrapped.architecture.output).toBe("probabilities");
  });

  test("returns null for facts if names and sizes are not strings", () => {
    const odd = { toString: 1, valueOf: 2 };
    const node = [{ name: odd, op: odd, input: [odd], attr: { shape: { shape: { dim: [{ size: odd }] } } } }];
    expect(() => String(odd)).toThrow(TypeError); // control
    const model = parseModelJson(
      {
        modelTopology: { node },
        signature: { outputs: { out: { name: odd, tensorShape: { dim: [{ size: odd }] } } } },
        weightsManifest: [],
      },
      "model.json",
    );
    expect(describeTfjs(model).classCount).toBeNull();
  });

  test("returns null for facts of an unknown topology", () => {
    const model = parseModelJson({ modelTopology: { config: 3 }, weightsManifest: [] }, "model.json");
    expect(describeTfjs(model)).toMatchObject({ input: null, classCount: null });
  });
});

test("a topology nested too deeply to be serialised is refused", () => {
  const nested = (depth: number): unknown =>
    JSON.parse(
      `{"modelTopology": ${'{"a":'.repeat(depth)}{}${"}".repeat(depth)}, "weightsManifest": []}`,
    ) as unknown;
  expect(parseModelJson(nested(255), "model.json").weightsManifest).toEqual([]); // control
  expect(() => parseModelJson(nested(256), "model.json")).toThrow(labError("weights", ["model.json", 256]));
  expect(() => parseModelJson(nested(1e5), "model.json")).toThrow(labError("weights", ["model.json", 256]));
});

test("hasTopology distinguishes a model from weights alone", () => {
  expect(hasTopology({ modelTopology: {}, weightsManifest: [] })).toBe(true);
  expect(hasTopology({ weightsManifest: [] })).toBe(false);
  expect(hasTopology({ modelTopology: null })).toBe(false);
  expect(hasTopology([])).toBe(false);
});
