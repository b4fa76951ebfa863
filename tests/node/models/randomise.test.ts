/** Shuffling weights from the logits down. */
import { describe, expect, test } from "vitest";
import type { ModelCard } from "../../../src/models/card.ts";
import {
  cascadeOf,
  layersFromLogits,
  shuffledWeights,
  type CascadeStage,
  type Layer,
} from "../../../src/models/randomise.ts";
import type { NamedWeight } from "../../../src/models/weights.ts";
import { testMetric } from "../../support/metric.ts";
import { smallConvLstm, smallI3d } from "../../support/small-models.ts";

const clstm4: ModelCard["architecture"] = {
  kind: "clstm4",
  units: [4, 4],
  kernel: 3,
  stride: 2,
  effectiveSteps: [3],
};
const filter = (shape: number[], from = 0): NamedWeight => ({
  shape,
  values: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => from + i),
});
const weights = new Map([
  ["clstm_1/kernel", filter([3, 3, 3, 16])],
  ["clstm_1/bias", filter([16])],
  ["batch_normalization_1/gamma", filter([4])],
  ["clstm_2/recurrent_kernel", filter([3, 3, 4, 16])],
  ["dense/kernel", filter([24, 3])],
  ["dense/bias", filter([3])],
]);
const layers = layersFromLogits(smallConvLstm.architecture)!;

/** Returns the names of the weights that a stage changes. */
function changedBy(stage: CascadeStage): string[] {
  const shuffled = shuffledWeights(weights, stage.layers, 1);
  return [...weights.keys()].filter((name) => shuffled.get(name) !== weights.get(name));
}

describe("the cascade", () => {
  testMetric(
    "begins at the logits and ends with every filter",
    (of: readonly Layer[]) => cascadeOf(of),
    { "bottom up": (of: readonly Layer[]) => cascadeOf(of.toReversed()) },
    (cascade) => {
      const stages = cascade(layers);
      expect(stages.map(({ downTo }) => downTo)).toEqual(["dense", "clstm_2", "clstm_1"]);
      expect(stages.map(changedBy)).toEqual([
        ["dense/kernel"],
        ["clstm_2/recurrent_kernel", "dense/kernel"],
        ["clstm_1/kernel", "clstm_2/recurrent_kernel", "dense/kernel"],
      ]);
    },
  );

  test("of I3D follows its endpoints, in three stages", () => {
    const trunk = layersFromLogits(smallI3d.architecture)!;
    expect(trunk).toHaveLength(13);
    expect(cascadeOf(trunk).map(({ downTo }) => downTo)).toEqual(["Logits", "Mixed_4c", "Conv3d_1a_7x7"]);
  });

  test("of the authors' C-LSTM uses their weight names; a TF.js model has no cascade", () => {
    expect(layersFromLogits(clstm4)!.map(({ prefix }) => prefix)).toEqual([
      "endFC.",
      "clstm.cell1.",
      "clstm.cell0.",
    ]);
    const tfjs = { kind: "tfjs" } as ModelCard["architecture"];
    expect(layersFromLogits(tfjs)).toBeNull();
  });

  test("of a single layer is a single stage", () => {
    expect(cascadeOf(layers.slice(0, 1)).map(({ downTo }) => downTo)).toEqual(["dense"]);
  });
});

describe("shuffledWeights", () => {
  const stages = cascadeOf(layers);

  test("preserves each filter's values, in another order", () => {
    for (const [name, { shape, values }] of shuffledWeights(weights, layers, 1)) {
      expect(shape).toEqual(weights.get(name)!.shape);
      expect(values.toSorted()).toEqual(weights.get(name)!.values.toSorted());
      if (shape.length >= 2) expect(values).not.toEqual(weights.get(name)!.values);
    }
  });

  test("does not change the weights that it is given", () => {
    const before = structuredClone(weights);
    shuffledWeights(weights, layers, 1);
    expect(weights).toEqual(before);
  });

  test("a deeper stage shuffles the upper layers in the same way; another seed does not", () => {
    const dense = (stage: CascadeStage, seed: number) =>
      shuffledWeights(weights, stage.layers, seed).get("dense/kernel")!.values;
    expect(dense(stages[2]!, 1)).toEqual(dense(stages[0]!, 1));
    expect(dense(stages[0]!, 2)).not.toEqual(dense(stages[0]!, 1));
  });
});
