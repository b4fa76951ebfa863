/** TF.js models as users' files, made in the test: layers models by TF.js itself, graph models written by hand. */
import * as tf from "@tensorflow/tfjs";
import type { TfjsArchitecture } from "../../src/models/card.ts";
import { sizeOf } from "../../src/base/shape.ts";
import { draws } from "./arrays.ts";

/** Shape of the models' clips. */
export const CLIP = [6, 16, 16, 3] as const;

/** Card for three classes and clips of 6 frames of 16 x 16. */
export function tfjsCard(architecture: Partial<TfjsArchitecture> = {}, rest: object = {}): File {
  const card = {
    id: "theirs",
    name: "Theirs",
    architecture: { kind: "tfjs", format: "layers", output: "probabilities", ...architecture },
    input: {
      frames: CLIP[0],
      height: CLIP[1],
      width: CLIP[2],
      range: [-1, 1],
      mean: [0, 0, 0],
      std: [1, 1, 1],
    },
    classes: ["up", "down", "left"],
    training: "none: made for a test",
    licence: "Apache-2.0",
    ...rest,
  };
  return new File([JSON.stringify(card)], "card.json");
}

/**
 * Gives a model's weights seeded values, larger than the initial ones, so that scores differ and gradients are not
 * tiny.
 */
export function seedWeights(model: tf.LayersModel): void {
  const weights = model.weights.map(({ originalName, shape }, i) => {
    const u = draws(sizeOf(shape as number[]), i + 1);
    const fanIn = Math.max(sizeOf(shape.slice(0, -1) as number[]), 1);
    if (/moving_variance/.test(originalName))
      return tf.tensor(
        u.map((x) => 1 + 0.5 * x),
        shape as number[],
      );
    return tf.tensor(
      shape.length > 1 ? u.map((x) => x * Math.sqrt(6 / fanIn)) : u.map((x) => 0.2 * x),
      shape as number[],
    );
  });
  model.setWeights(weights);
  tf.dispose(weights);
}

/** Returns `model.json` and one shard, as saved by TF.js' own handlers. */
export async function layersFiles(model: tf.LayersModel): Promise<File[]> {
  const saved = await new Promise<tf.io.ModelArtifacts>((resolve, reject) => {
    const keep = (artifacts: tf.io.ModelArtifacts) => {
      resolve(artifacts);
      return Promise.resolve({
        modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" as const },
      });
    };
    model.save(tf.io.withSaveHandler(keep)).catch(reject);
  });
  return modelFiles({ format: "layers-model", modelTopology: saved.modelTopology }, saved.weightSpecs!, [
    saved.weightData as ArrayBuffer,
  ]);
}

/** A node of a TensorFlow graph, as in its JSON. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: object;
}

const text = (value: string) => ({ s: btoa(value) });
const ints = (...values: number[]) => ({ list: { i: values.map(String) } });
const dims = (...sizes: number[]) => ({ dim: sizes.map((size) => ({ size: String(size) })) });
const FLOAT = { type: "DT_FLOAT" };

/** Returns a graph of convolution, ReLU, max pool and dense, followed by `last` (default: a softmax). */
export function graphFiles(
  last: readonly GraphNode[] = [{ name: "answer", op: "Softmax", input: ["dense"] }],
): File[] {
  const shapes = { filter: [3, 3, 3, 3, 4], kernel: [768, 3], shape: [2], axis: [] };
  const constant = (name: keyof typeof shapes, type = "DT_FLOAT") => ({
    name,
    op: "Const",
    attr: { dtype: { type }, value: { tensor: { dtype: type, tensorShape: dims(...shapes[name]) } } },
  });
  const all: GraphNode[] = [
    { name: "clip", op: "Placeholder", attr: { dtype: FLOAT, shape: { shape: dims(-1, ...CLIP) } } },
    constant("filter"),
    constant("kernel"),
    constant("shape", "DT_INT32"),
    constant("axis", "DT_INT32"),
    {
      name: "conv",
      op: "Conv3D",
      input: ["clip", "filter"],
      attr: {
        T: FLOAT,
        strides: ints(1, 1, 1, 1, 1),
        padding: text("SAME"),
        data_format: text("NDHWC"),
        dilations: ints(1, 1, 1, 1, 1),
      },
    },
    { name: "relu", op: "Relu", input: ["conv"], attr: { T: FLOAT } },
    {
      name: "pool",
      op: "MaxPool3D",
      input: ["relu"],
      attr: {
        T: FLOAT,
        ksize: ints(1, 2, 2, 2, 1),
        strides: ints(1, 2, 2, 2, 1),
        padding: text("SAME"),
        data_format: text("NDHWC"),
      },
    },
    { name: "flat", op: "Reshape", input: ["pool", "shape"], attr: { T: FLOAT } },
    {
      name: "dense",
      op: "MatMul",
      input: ["flat", "kernel"],
      attr: { T: FLOAT, transpose_a: { b: false }, transpose_b: { b: false } },
    },
    ...last,
  ];
  // A node that no other node uses would be an output.
  const taken = new Set(all.flatMap(({ input = [] }) => input));
  const node = all.filter(({ name, op }) => op !== "Const" || taken.has(name));
  const weights = {
    filter: draws(sizeOf(shapes.filter), 1).map((x) => 0.3 * x),
    kernel: draws(sizeOf(shapes.kernel), 2).map((x) => 0.2 * x),
    shape: Int32Array.of(-1, 768),
    axis: Int32Array.of(1),
  };
  const specs = Object.entries(shapes).map(([name, shape]) => ({
    name,
    shape,
    dtype: name === "shape" || name === "axis" ? ("int32" as const) : ("float32" as const),
  }));
  const model = { format: "graph-model", modelTopology: { node, library: {}, versions: { producer: 1 } } };
  return modelFiles(model, specs, [
    weights.filter.buffer,
    weights.kernel.buffer,
    weights.shape.buffer,
    weights.axis.buffer,
  ]);
}

function modelFiles(model: object, specs: readonly tf.io.WeightsManifestEntry[], data: BlobPart[]): File[] {
  const json = { ...model, weightsManifest: [{ paths: ["group1-shard1of1.bin"], weights: specs }] };
  return [new File([JSON.stringify(json)], "model.json"), new File(data, "group1-shard1of1.bin")];
}
