/** Facts from Keras's description of a model; options that the lab's C-LSTM does not support are refused by name. */
import { describe, expect, test } from "vitest";
import { kerasFacts } from "../../../src/recognise/names/keras-config.ts";
import { labError } from "../../support/lab-error.ts";

interface LayerConfig {
  readonly class_name: string;
  readonly config: Record<string, unknown>;
}

const layer = (class_name: string, config: Record<string, unknown> = {}): LayerConfig => ({
  class_name,
  config,
});
const model = (layers: readonly LayerConfig[]) => ({
  class_name: "Sequential",
  config: { name: "m", layers },
});

const recurrent = { strides: [2, 2], padding: "same", data_format: "channels_last", activation: "tanh" };

/** Two layers as Keras 2 writes them, including defaults. */
const keras2: readonly LayerConfig[] = [
  layer("ConvLSTM2D", {
    ...recurrent,
    name: "first",
    batch_input_shape: [null, 16, 64, 48, 3],
    recurrent_activation: "hard_sigmoid",
    dilation_rate: [1, 1],
    go_backwards: false,
    stateful: false,
    dtype: "float32",
  }),
  layer("TimeDistributed", {
    name: "td",
    layer: layer("MaxPooling2D", { pool_size: [2, 2], strides: [2, 2], padding: "valid" }),
  }),
  layer("BatchNormalization", { name: "bn", epsilon: 0.001, axis: [4] }),
  layer("ConvLSTM2D", { ...recurrent, name: "second", recurrent_activation: "hard_sigmoid" }),
  layer("MaxPooling3D", { name: "mp", pool_size: [1, 2, 2], strides: [1, 2, 2], padding: "valid" }),
  layer("BatchNormalization", { name: "bn_1", epsilon: 0.001 }),
  layer("Dropout", { rate: 0.5 }),
  layer("Flatten"),
  layer("Dense", { name: "answer", units: 5, activation: "softmax" }),
];

const factsOf = (layers: readonly LayerConfig[], keras3 = false) => kerasFacts(model(layers), "m.h5", keras3);
/** Returns the layers with one option of one layer changed. */
const changed = (name: string, option: Record<string, unknown>) =>
  keras2.map((entry) =>
    entry.config.name === name ? { ...entry, config: { ...entry.config, ...option } } : entry,
  );

describe("kerasFacts", () => {
  test("reads strides, padding, gates and the input", () => {
    expect(factsOf(keras2)).toEqual({
      stride: 2,
      padding: "same",
      gate: "hard",
      frames: 16,
      height: 64,
      width: 48,
    });
  });

  test.each([
    ["Keras 2's default", {}, false, "hard"],
    ["Keras 3's default", {}, true, "logistic"],
    ["sigmoid", { recurrent_activation: "sigmoid" }, false, "logistic"],
    [
      "Keras 2 in mixed precision",
      { dtype: { class_name: "Policy", config: { name: "mixed_float16" } } },
      false,
      "hard",
    ],
    [
      "Keras 3 by its dtype policy",
      { dtype: { module: "keras", class_name: "DTypePolicy" } },
      false,
      "logistic",
    ],
  ] as const)("gates follow %s", (_, options, keras3, gate) => {
    expect(factsOf([layer("ConvLSTM2D", options)], keras3)).toMatchObject({ gate });
  });

  test("derives the value range from a Rescaling layer", () => {
    const rescaled = (config: Record<string, unknown>) =>
      factsOf([layer("Rescaling", { name: "scale", ...config }), ...keras2]);
    expect(rescaled({ scale: 1 / 127.5, offset: -1 }).range).toEqual([-1, 1]);
    expect(rescaled({ scale: 1 / 255 }).range).toEqual([0, 1]);
    expect(() => rescaled({ scale: [1, 2, 3] })).toThrow(labError("weights", ['"scale"', "[1, 2, 3]"]));
    expect(() => factsOf([...keras2, layer("Rescaling", { name: "late", scale: 2 })])).toThrow(
      labError("weights", ['"late"', "before the first"]),
    );
  });

  test("omits facts that the description does not give", () => {
    const layers = [layer("InputLayer", { batch_shape: [null, null, 64, null, 3] }), layer("ConvLSTM2D")];
    expect(factsOf(layers)).toEqual({ height: 64, stride: 1, padding: "valid", gate: "logistic" });
  });

  test.each([[null], ["text"], [{ config: 3 }], [{ layers: [] }], [[]]])(
    "returns no facts for %j",
    (config) => {
      expect(kerasFacts(config, "m.h5", false)).toEqual({});
    },
  );

  test.each([
    ["first", { data_format: "channels_first" }, ["channels_first"]],
    ["first", { go_backwards: true }, ["go_backwards true"]],
    ["first", { activation: "relu" }, ["activation", "relu"]],
    ["first", { dilation_rate: [2, 2] }, ["dilation_rate", "[2, 2]"]],
    ["first", { strides: [1, 2] }, ["strides [1, 2]"]],
    ["first", { padding: "causal" }, ["causal"]],
    ["first", { recurrent_activation: "relu" }, ["recurrent_activation", "relu"]],
    ["second", { strides: [1, 1] }, ["stride 1", "2"]],
    ["second", { recurrent_activation: "sigmoid" }, ["gate"]],
    ["bn", { epsilon: 0.1 }, ["epsilon 0.1"]],
    ["mp", { pool_size: [2, 2, 2] }, ["[2, 2, 2]"]],
    ["mp", { padding: "same" }, ["padding", "same"]],
    ["answer", { activation: "sigmoid" }, ["activation", "sigmoid"]],
  ])("refuses layer %s with %j by name", (name, option, parts) => {
    expect(() => factsOf(changed(name, option))).toThrow(
      labError("weights", ["m.h5", `"${name}"`, ...parts]),
    );
  });

  test("refuses Keras 3's hard sigmoid, which is a different function from Keras 2's", () => {
    expect(() => factsOf(keras2, true)).toThrow(labError("weights", ["hard_sigmoid", "z / 6"]));
  });

  test.each([
    [
      "a layer that the lab does not support",
      [layer("Conv3D", { name: "extra" }), ...keras2],
      ['"extra"', "Conv3D"],
    ],
    [
      "a dense layer for each frame",
      [layer("TimeDistributed", { name: "each", layer: layer("Dense") }), ...keras2],
      ['"each"', "TimeDistributed"],
    ],
    [
      "batch norm before pooling",
      [keras2[0]!, keras2[2]!, keras2[1]!, ...keras2.slice(3)],
      ['"bn"', "before the pooling"],
    ],
    ["no pooling between two layers", [keras2[0]!, ...keras2.slice(3)], ['"second"', "without pooling"]],
  ])("refuses %s by name", (_, layers, parts) => {
    expect(() => factsOf(layers)).toThrow(labError("weights", parts));
  });
});
