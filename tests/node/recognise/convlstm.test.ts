/** C-LSTM weights in each supported naming give the same logits as under this lab's names. */
import * as tf from "@tensorflow/tfjs";
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { fnv1a } from "../../../src/base/prng.ts";
import { sizeOf } from "../../../src/base/shape.ts";
import "../../../src/device/kernels/register.ts";
import type { ModelCard } from "../../../src/models/card.ts";
import type { NamedWeight, WeightSource } from "../../../src/models/weights.ts";
import { permute } from "../../../src/recognise/permute.ts";
import { recognise } from "../../../src/recognise/recognise.ts";
import { takeWeights } from "../../../src/recognise/take-weights.ts";
import { draws } from "../../support/arrays.ts";
import {
  blank,
  checkpointOf,
  importedLogits,
  logitsOf,
  PLENTY,
  renamed,
  weightsOf,
} from "../../support/checkpoints.ts";
import { expectAllClose } from "../../support/close.ts";
import { labError } from "../../support/lab-error.ts";
import { smallConvLstm } from "../../support/small-models.ts";

const NORM_PARTS = ["gamma", "beta", "moving_mean", "moving_variance"];
const FILTERS = ["kernel", "recurrent_kernel", "bias"];

/** Splits this lab's name of a weight: `clstm_2/kernel` is the kernel of layer 2. */
function pieces(name: string): { layer: string; number: number; part: string } {
  const [, layer, number = "0", part] = /^(clstm|batch_normalization|dense)(?:_(\d+))?\/(\w+)$/.exec(name)!;
  return { layer: layer!, number: Number(number), part: part! };
}

/** Returns Keras's suffix of a layer: "" for the first, "_1" for the second. */
const suffix = (number: number) => (number === 1 ? "" : `_${number - 1}`);

const KERAS_NAMES: Record<string, (name: string) => string> = {
  "Keras 2 HDF5": (name) => {
    const { layer, number, part } = pieces(name);
    if (layer === "dense") return `dense/dense/${part}`;
    const own = layer === "clstm" ? `conv_lst_m2d${suffix(number)}` : `batch_normalization${suffix(number)}`;
    return `${own}/${own}/${part}:0`;
  },
  "Keras 3": (name) => {
    const { layer, number, part } = pieces(name);
    if (layer === "dense") return `layers/dense/vars/${part === "kernel" ? 0 : 1}`;
    return layer === "clstm"
      ? `layers/conv_lstm2d${suffix(number)}/cell/vars/${FILTERS.indexOf(part)}`
      : `layers/batch_normalization${suffix(number)}/vars/${NORM_PARTS.indexOf(part)}`;
  },
  "the authors' TensorFlow code": (name) => {
    const { layer, number, part } = pieces(name);
    if (layer === "dense") return `fully_con/dense/${part}`;
    return `block${number}/${layer === "clstm" ? "conv_lst_m2d" : "batch_normalization"}/${part}`;
  },
  "a TensorFlow object graph": (name) => {
    const { layer, number, part } = pieces(name);
    const index = layer === "dense" ? 4 : 2 * (number - 1) + (layer === "clstm" ? 0 : 1);
    return `layer_with_weights-${index}/${layer === "clstm" ? "cell/" : ""}${part}/.ATTRIBUTES/VARIABLE_VALUE`;
  },
  "this lab": (name) => name,
};

/** Tensors that optimisers and counters leave in a file. */
const LEFTOVERS: [string, NamedWeight][] = [
  ["optimizer/vars/3", blank(4)],
  ["block1/conv_lst_m2d/kernel/Momentum", blank(3, 3, 3, 16)],
  ["Adam/conv_lst_m2d/kernel/m", blank(3, 3, 3, 16)],
  [
    "layer_with_weights-0/cell/kernel/.OPTIMIZER_SLOT/optimizer/m/.ATTRIBUTES/VARIABLE_VALUE",
    blank(3, 3, 3, 16),
  ],
  ["layers/conv_lstm2d/cell/seed_generator/vars/0", blank(2)],
  ["global_step", blank()],
];

let weights: Map<string, NamedWeight>;

beforeAll(async () => {
  await tf.setBackend("cpu");
  weights = weightsOf(smallConvLstm);
});

describe("Keras ConvLSTM2D", () => {
  test.each(Object.entries(KERAS_NAMES))("in the names of %s gives the same logits", async (_, nameOf) => {
    const named = renamed(weights, (name, weight) => [nameOf(name), weight]);
    // Files list their tensors in any order.
    const checkpoint = checkpointOf([...LEFTOVERS, ...named.reverse()]);
    expect(recognise(checkpoint, PLENTY).inspection).toMatchObject({
      kind: "convlstm",
      network: "C-LSTM",
      naming: "Keras ConvLSTM2D",
      classCount: 3,
      denseRows: 8 * 2 * 2 * 6,
      mismatches: [],
    });
    expect(await importedLogits(checkpoint, smallConvLstm)).toEqual(logitsOf(smallConvLstm, weights));
  });

  test.each([
    ["layers", "Keras 3", "logistic"],
    ["_layer_checkpoint_dependencies", "Keras 3", "hard"], // tf.keras 2.12 to 2.15
    ["", "Keras HDF5", "hard"],
  ] as const)('in files whose paths start with "%s", as %s, has %s gates', (base, format, gate) => {
    const nameOf = KERAS_NAMES[format === "Keras 3" ? "Keras 3" : "Keras 2 HDF5"]!;
    const named = renamed(weights, (name, weight) => [nameOf(name).replace(/^layers/, base), weight]);
    const { plan } = recognise(checkpointOf(named, { format }), PLENTY);
    expect(plan.architecture).toMatchObject({ gate });
  });

  test("with filters whose height and width were swapped gives other logits", async () => {
    const swapped = renamed(weights, (name, weight) => [
      name,
      weight.shape.length === 4 ? permute(weight.values, weight.shape, [1, 0, 2, 3]) : weight,
    ]);
    const given = await importedLogits(checkpointOf(swapped), smallConvLstm);
    expect(Math.abs(given[0]! - logitsOf(smallConvLstm, weights)[0]!)).toBeGreaterThan(1e-3);
  });

  test("whose dense layer reads only the last frame gives the logits of zeros for all others", async () => {
    const rows = 2 * 2 * 6;
    const dense = weights.get("dense/kernel")!;
    const onlyLast = new Map(weights).set("dense/kernel", {
      shape: [8 * rows, 3],
      values: dense.values.map((value, i) => (i < 7 * rows * 3 ? 0 : value)),
    });
    const cut = new Map(weights).set("dense/kernel", {
      shape: [rows, 3],
      values: dense.values.slice(7 * rows * 3),
    });
    expect(await importedLogits(checkpointOf(cut), smallConvLstm)).toEqual(logitsOf(smallConvLstm, onlyLast));
    expect(logitsOf(smallConvLstm, onlyLast)).not.toEqual(logitsOf(smallConvLstm, weights)); // control
  });

  test("without batch norms gives the logits of norms that change nothing", async () => {
    const neutral = renamed(weights, (name, weight) => {
      const value = /gamma$/.test(name) ? Math.sqrt(1.001) : Number(/moving_variance$/.test(name));
      return [
        name,
        name.startsWith("batch") ? { ...weight, values: weight.values.map(() => value) } : weight,
      ];
    });
    const without = [...weights].filter(([name]) => !name.startsWith("batch"));
    const expected = logitsOf(smallConvLstm, new Map(neutral));
    expectAllClose(await importedLogits(checkpointOf(without), smallConvLstm), expected, { rtol: 1e-6 });
  });

  test.each([
    { absent: "gamma", value: 1 },
    { absent: "beta", value: 0 },
  ])("without $absent takes $value for it", async ({ absent, value }) => {
    const plain = renamed(weights, (name, weight) => [
      name,
      name.endsWith(absent) ? { ...weight, values: weight.values.map(() => value) } : weight,
    ]);
    const without = [...weights].filter(([name]) => !name.endsWith(absent));
    expect(await importedLogits(checkpointOf(without), smallConvLstm)).toEqual(
      logitsOf(smallConvLstm, new Map(plain)),
    );
  });

  test("with filters of 3 x 5, as the authors' for KTH, runs", async () => {
    const architecture = { ...smallConvLstm.architecture, kernel: [3, 5] as [number, number] };
    const card = { ...smallConvLstm, architecture } as ModelCard;
    const oblong = weightsOf(card);
    const checkpoint = checkpointOf(oblong);
    expect(recognise(checkpoint, PLENTY).plan.architecture).toMatchObject({ kernel: [3, 5] });
    expect(await importedLogits(checkpoint, card)).toEqual(logitsOf(card, oblong));
  });

  test("with one batch norm too few lists it as missing, and does not use another one's", () => {
    const without = [...weights].filter(([name]) => !name.startsWith("batch_normalization_1"));
    const { mismatches } = recognise(checkpointOf(without), PLENTY).inspection;
    expect(mismatches.filter(({ problem }) => problem === "missing")).toHaveLength(4);
  });

  test.each([
    ["a second dense layer", [["dense_1/kernel", blank(3, 3)]], ["2 dense layers"]],
    ["a plain convolution", [["conv2d/kernel", blank(3, 3, 3, 8)]], ["conv2d", "[3, 3, 3, 8]"]],
    [
      "a third batch norm",
      [["batch_normalization_9/moving_mean", blank(6)]],
      ["3 batch norms", "2 ConvLSTM"],
    ],
  ] as const)("with %s is refused", (_, more, parts) => {
    const named = [...weights, ...more.map(([name, weight]) => [name, weight] as const)];
    expect(() => recognise(checkpointOf(named), PLENTY)).toThrow(labError("weights", ["test.pt", ...parts]));
  });

  test("with filters of two sizes is refused", () => {
    const named = new Map(weights)
      .set("clstm_2/kernel", blank(5, 5, 4, 24))
      .set("clstm_2/recurrent_kernel", blank(5, 5, 6, 24));
    expect(() => recognise(checkpointOf(named), PLENTY)).toThrow(labError("weights", ["3 x 3", "5 x 5"]));
  });
});

/** Weights generated by the same rule as in tests/golden/make-clstm4.py. */
const goldenWeights: WeightSource = {
  take(name, shape) {
    const u = draws(sizeOf(shape), fnv1a(name));
    if (name.endsWith("running_var")) return u.map((x) => 0.2 + 0.5 * Math.abs(x));
    return name === "clstm.bn.weight" ? u.map((x) => 1 + 0.2 * x) : u.map((x) => 0.5 * x);
  },
};

describe("CLSTM_4", () => {
  const architecture = {
    kind: "clstm4" as const,
    units: [4, 4],
    kernel: 3,
    stride: 2,
    effectiveSteps: [3, 7],
  };
  const card: ModelCard = { ...smallConvLstm, architecture };
  const golden = JSON.parse(readFileSync(new URL("../../golden/clstm4.json", import.meta.url), "utf8")) as {
    logits: number[];
  };

  test.each([
    ["clstm.", ""],
    ["module.firstCLSTMLayer.", "module."],
    ["firstCLSTMLayer.", ""],
  ])("with layers in %s gives PyTorch's logits", async (prefix, dense) => {
    const named = renamed(weightsOf(card, goldenWeights), (name, weight) => [
      name.startsWith("clstm.") ? name.replace("clstm.", prefix) : `${dense}${name}`,
      weight,
    ]);
    const peephole = [`${prefix}cell0.Wci`, blank(1, 4, 16, 16)] as const;
    const counter = [`${prefix}bn.num_batches_tracked`, blank()] as const;
    const checkpoint = checkpointOf([...named, peephole, counter]);
    expect(recognise(checkpoint, PLENTY).inspection).toMatchObject({
      kind: "clstm4",
      classCount: 3,
      denseRows: 2 * 4 * 2 * 2,
      mismatches: [],
    });
    expectAllClose(await importedLogits(checkpoint, card), golden.logits, { rtol: 1e-3, atol: 1e-4 });
  });

  test("with its gates in another order gives other logits", async () => {
    const named = renamed(weightsOf(card, goldenWeights), (name, weight) => [
      name.replace(
        /W(x|h)(i|f)\./,
        (_, side: string, gate: string) => `W${side}${gate === "i" ? "f" : "i"}.`,
      ),
      weight,
    ]);
    const [first] = await importedLogits(checkpointOf(named), card);
    expect(Math.abs(first! - golden.logits[0]!)).toBeGreaterThan(1e-2);
  });

  test("with peepholes that are not 0 is refused when they are read", async () => {
    const peephole = { shape: [1, 4, 2, 2], values: Float32Array.of(0, 0, 0.5, 0) };
    const checkpoint = checkpointOf([
      ...weightsOf(card, goldenWeights),
      ["clstm.cell1.Wcf", { ...peephole, shape: [1, 4] }],
    ]);
    const { plan, inspection } = recognise(checkpoint, PLENTY);
    expect(inspection.mismatches).toEqual([]);
    await expect(takeWeights(checkpoint, plan, card)).rejects.toEqual(
      labError("weights", ["clstm.cell1.Wcf", "peephole"]),
    );
  });

  test("without its batch norm runs with one that changes nothing", async () => {
    const named = [...weightsOf(card, goldenWeights)].filter(([name]) => !name.startsWith("clstm.bn"));
    const checkpoint = checkpointOf(named);
    expect(recognise(checkpoint, PLENTY).inspection.mismatches).toEqual([]);
    const neutral = weightsOf(card, {
      take: (name, shape) =>
        name.startsWith("clstm.bn")
          ? new Float32Array(shape[0]!).fill(
              /weight/.test(name) ? Math.sqrt(1 + 1e-5) : Number(/var/.test(name)),
            )
          : goldenWeights.take(name, shape),
    });
    expectAllClose(await importedLogits(checkpoint, card), logitsOf(card, neutral), { rtol: 1e-6 });
  });

  test.each([
    [{ "clstm.cell1.Wxi.weight": blank(8, 4, 3, 3) }, ["4, 8", "batch norm"]],
    [{ "clstm.cell1.Wxi.weight": blank(4, 4, 3, 5) }, ["3 x 5", "square"]],
  ])("with inconsistent filters is refused", (wrong, parts) => {
    const named = new Map([...weightsOf(card, goldenWeights), ...Object.entries(wrong)]);
    expect(() => recognise(checkpointOf(named), PLENTY)).toThrow(labError("weights", parts));
  });
});
