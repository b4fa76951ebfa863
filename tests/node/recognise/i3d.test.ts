/** I3D weights in each supported naming give the same logits as under this lab's names. */
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import "../../../src/device/kernels/register.ts";
import type { ModelCard } from "../../../src/models/card.ts";
import type { NamedWeight } from "../../../src/models/weights.ts";
import { permute } from "../../../src/recognise/permute.ts";
import { recognise } from "../../../src/recognise/recognise.ts";
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
import { seededWeights, smallI3d } from "../../support/small-models.ts";

/** Weights whose gammas are 1, since DeepMind's files have none. */
const ungained = {
  take: (name: string, shape: readonly number[]) =>
    name.endsWith("bn.weight") ? new Float32Array(shape[0]!).fill(1) : seededWeights.take(name, shape),
};

const BRANCHES: Record<string, string> = {
  b0: "Branch_0/Conv3d_0a_1x1",
  b1a: "Branch_1/Conv3d_0a_1x1",
  b1b: "Branch_1/Conv3d_0b_3x3",
  b2a: "Branch_2/Conv3d_0a_1x1",
  b2b: "Branch_2/Conv3d_0b_3x3",
  b3b: "Branch_3/Conv3d_0b_1x1",
};
const NORMS: Record<string, string> = {
  bias: "beta",
  running_mean: "moving_mean",
  running_var: "moving_variance",
};

/** Converts this lab's name and weight to those of DeepMind's kinetics-i3d. */
function asDeepmind(name: string, weight: NamedWeight, axes = [2, 3, 4, 1, 0]): [string, NamedWeight] | null {
  const words = name.split(".");
  const part = words.pop()!;
  const kind = words.pop()!;
  const unit = words.join(".");
  const [stage, branch] = words as [string, string?];
  const inside = branch === undefined ? "" : `/${BRANCHES[branch]}`;
  const layer =
    unit === "logits"
      ? "Logits/Conv3d_0c_1x1"
      : unit === "Mixed_5b.b2b"
        ? "Mixed_5b/Branch_2/Conv3d_0a_3x3" // as published
        : `${stage}${inside}`;
  const scope = `RGB/inception_i3d/${layer}`;
  if (kind === "bn") {
    if (part === "weight") return null;
    return [
      `${scope}/batch_norm/${NORMS[part]}`,
      { shape: [1, 1, 1, 1, weight.shape[0]!], values: weight.values },
    ];
  }
  if (part === "bias") return [`${scope}/conv_3d/b`, weight];
  return [`${scope}/conv_3d/w`, permute(weight.values, weight.shape, axes)];
}

let weights: Map<string, NamedWeight>;

beforeAll(async () => {
  await tf.setBackend("cpu");
  weights = weightsOf(smallI3d);
});

describe("pytorch-i3d", () => {
  test.each(["", "module.", "model.i3d."])('with the prefix "%s" gives the same logits', async (prefix) => {
    const named = renamed(weights, (name, weight) => [`${prefix}${name}`, weight]);
    named.push([`${prefix}Mixed_3b.b0.bn.num_batches_tracked`, blank()]);
    const checkpoint = checkpointOf(named);
    expect(recognise(checkpoint, PLENTY).inspection).toMatchObject({
      kind: "i3d",
      naming: "pytorch-i3d",
      classCount: 3,
      denseRows: null,
      mismatches: [],
    });
    expect(await importedLogits(checkpoint, smallI3d)).toEqual(logitsOf(smallI3d, weights));
  });

  test("with filters whose height and width were swapped gives other logits", async () => {
    const swapped = renamed(weights, (name, weight) => [
      name,
      weight.shape.length === 5 ? permute(weight.values, weight.shape, [0, 1, 2, 4, 3]) : weight,
    ]);
    const [given, right] = [
      await importedLogits(checkpointOf(swapped), smallI3d),
      logitsOf(smallI3d, weights),
    ];
    expect(Math.abs(given[0]! - right[0]!)).toBeGreaterThan(1e-3);
  });

  test.each([1, 0.125, 0.25, 0.01, 0.35, 0.7, 1.5, 51 / 256])(
    "of width %f is recognised by its shapes",
    (width) => {
      const card: ModelCard = {
        ...smallI3d,
        architecture: { kind: "i3d", width, temporalStrides: [2, 2, 2] },
      };
      const shapes = new Map<string, readonly number[]>();
      for (const [name, { shape }] of shapesOf(card)) shapes.set(name, shape);
      const { inspection, plan } = recognise(checkpointOf(shapesOf(card)), PLENTY);
      expect(inspection.mismatches).toEqual([]);
      for (const { name, expected } of plan.wanted)
        expect(expected.map((n) => n || 3)).toEqual(shapes.get(name));
    },
  );

  test("lists missing, wrongly shaped and unexpected tensors under the file's names", () => {
    const named = new Map(renamed(weights, (name, weight) => [`module.${name}`, weight]));
    named.delete("module.Mixed_4c.b1b.conv3d.weight");
    named.set("module.logits.conv3d.weight", blank(3, 1000, 1, 1, 1));
    named.set("module.extra.weight", blank(7));
    expect(recognise(checkpointOf(named), PLENTY).inspection.mismatches).toEqual([
      {
        name: "module.Mixed_4c.b1b.conv3d.weight",
        problem: "missing",
        expected: [32, 16, 3, 3, 3],
        found: null,
      },
      {
        name: "module.logits.conv3d.weight",
        problem: "shape",
        expected: [0, 128, 1, 1, 1],
        found: [3, 1000, 1, 1, 1],
      },
      { name: "module.extra.weight", problem: "unexpected", expected: null, found: [7] },
    ]);
  });

  test("without its last layer has no classes and lists it as missing", () => {
    const named = [...weights].filter(([name]) => !name.startsWith("logits"));
    const { inspection } = recognise(checkpointOf(named), PLENTY);
    expect(inspection.classCount).toBe(0);
    expect(inspection.mismatches.map(({ name, problem }) => [name, problem])).toEqual([
      ["logits.conv3d.weight", "missing"],
      ["logits.conv3d.bias", "missing"],
    ]);
  });

  test("for optical flow is refused", () => {
    const named = new Map(weights).set("Conv3d_1a_7x7.conv3d.weight", blank(8, 2, 7, 7, 7));
    expect(() => recognise(checkpointOf(named), PLENTY)).toThrow(
      labError("weights", ["test.pt", "optical flow", "RGB"]),
    );
  });

  test.each([0, 1])("with %i classes is refused", (classes) => {
    const named = new Map(weights).set("logits.conv3d.weight", blank(classes, 128, 1, 1, 1));
    expect(() => recognise(checkpointOf(named), PLENTY)).toThrow(
      labError("weights", ["logits.conv3d.weight", `${classes} output`, "from 2 to"]),
    );
  });
});

describe("DeepMind's kinetics-i3d", () => {
  test("gives the same logits, with its misspelt branch and without gammas", async () => {
    const own = weightsOf(smallI3d, ungained);
    const checkpoint = checkpointOf(
      [...renamed(own, asDeepmind), ["RGB/inception_i3d/Conv3d_1a_7x7/conv_3d/w/Momentum", blank(1)]],
      { format: "TensorFlow checkpoint" },
    );
    expect(recognise(checkpoint, PLENTY).inspection).toMatchObject({
      naming: "DeepMind’s kinetics-i3d",
      classCount: 3,
      mismatches: [],
    });
    expectAllClose(await importedLogits(checkpoint, smallI3d), logitsOf(smallI3d, own), { rtol: 0, atol: 0 });
  });

  test("with height and width swapped gives other logits", async () => {
    const own = weightsOf(smallI3d, ungained);
    const swapped = renamed(own, (name, weight) => asDeepmind(name, weight, [2, 4, 3, 1, 0]));
    const [given, right] = [await importedLogits(checkpointOf(swapped), smallI3d), logitsOf(smallI3d, own)];
    expect(Math.abs(given[0]! - right[0]!)).toBeGreaterThan(1e-3);
  });
});

test("the head's window and the strides change the answer, and both are settings", async () => {
  const architecture = { kind: "i3d" as const, width: 0.125, temporalStrides: [1, 1, 1] as [1, 1, 1] };
  const checkpoint = checkpointOf(weights);
  const logits = (headWindow?: number) =>
    importedLogits(checkpoint, smallI3d, {
      input: smallI3d.input,
      architecture: headWindow === undefined ? architecture : { ...architecture, headWindow },
    });
  expect(await logits()).toEqual(await logits(2));
  // The head receives 8 frames: a window of 16 covers all of them, and all have the same weight.
  const [narrow, wide] = [await logits(2), await logits(16)];
  expect(wide).toEqual(await logits(8));
  expect(Math.abs(narrow[0]! - wide[0]!)).toBeGreaterThan(1e-4);
});

/** Returns the names and shapes of a card's network with zeros as values; cached, so fast for any width. */
function shapesOf(card: ModelCard): [string, NamedWeight][] {
  const { width } = card.architecture as { width: number };
  const known = cache.get(width) ?? [...weightsOf(card, { take: (_, shape) => blank(...shape).values })];
  cache.set(width, known);
  return known;
}
const cache = new Map<number, [string, NamedWeight][]>();
