/** Runs layers models (Keras layers in TF.js's own format) layer by layer, so that one layer's output can be tapped. */
import * as tf from "@tensorflow/tfjs";
import { invariant } from "../../base/errors.ts";
import { LOOK, type EndpointTap } from "../model.ts";
import type { TfjsArtifacts } from "./artifacts.ts";
import { registerMissingLayers } from "./missing-layers.ts";
import type { TfjsRunner } from "./runner.ts";

/** A topology as TF.js read it, in its own naming; from it a model can be made synchronously. */
export interface LayersPlan {
  readonly sequential: boolean;
  /** Result of `getConfig`, as JSON. */
  readonly config: string;
}

/** The parts of a layer that are used here, some of which TF.js's types hide. */
type Layer = tf.layers.Layer & {
  readonly axis?: number | readonly number[];
  readonly epsilon?: number;
  readonly gamma?: { read(): tf.Tensor };
  readonly beta?: { read(): tf.Tensor };
  readonly movingMean?: { read(): tf.Tensor };
  readonly movingVariance?: { read(): tf.Tensor };
  readonly layers?: Layer[];
};

/**
 * Reads a topology into a plan. TF.js reads topologies only asynchronously, while models must be built synchronously.
 *
 * @throws {Error} from TF.js, if it does not know a layer or the weights do not fit.
 */
export async function planLayers(artifacts: TfjsArtifacts): Promise<LayersPlan> {
  registerMissingLayers();
  const { modelTopology, weightData } = artifacts;
  const weightSpecs = [...artifacts.weightSpecs];
  const model = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
  try {
    const config = JSON.stringify(model.getConfig());
    return { sequential: model instanceof tf.Sequential, config };
  } finally {
    model.dispose();
  }
}

/** Makes the model of a plan. The caller disposes it. */
export function runLayers(plan: LayersPlan, artifacts: TfjsArtifacts): TfjsRunner {
  registerMissingLayers();
  const config = JSON.parse(plan.config) as tf.serialization.ConfigDict;
  const cls = plan.sequential ? tf.Sequential : tf.LayersModel;
  // The last argument skips the initialisation of weights, which are overwritten below.
  const model = cls.fromConfig<tf.LayersModel>(cls, config, {}, true);
  const weights = tf.io.decodeWeights(artifacts.weightData, [...artifacts.weightSpecs]);
  try {
    model.loadWeights(weights);
  } catch (error) {
    model.dispose();
    throw error;
  } finally {
    tf.dispose(weights);
  }
  const layers = model.layers as Layer[];
  layers.forEach(normaliseRankFive);

  let tap: EndpointTap = LOOK;
  const tapped = layers.findLast(isFeatureMap);
  if (tapped) interceptOutput(tapped, (output) => tap(tapped.name, output as tf.Tensor5D));
  return {
    inputs: model.inputs.map(({ shape }) => shape),
    camEndpoint: tapped?.name ?? null,
    camPooling: layers.some(isRecurrent) ? "space" : "space-time",
    run(frames, look) {
      tap = look;
      try {
        return model.apply(frames, { training: false }) as tf.Tensor | tf.Tensor[];
      } finally {
        tap = LOOK;
      }
    },
    nodesOf: () => [],
    dispose: () => void model.dispose(),
  };
}

/** Returns whether the layer gives a feature map for Grad-CAM: [B, T, h, w, C] with more than one pixel. */
function isFeatureMap(layer: Layer): boolean {
  if (layer.getClassName() === "InputLayer") return false;
  const shape = layer.outputShape;
  if (Array.isArray(shape[0])) return false;
  const [, , h, w] = shape as (number | null)[];
  return shape.length === 5 && (h !== 1 || w !== 1);
}

function isRecurrent(layer: Layer): boolean {
  return layer.getClassName() === "ConvLSTM2D";
}

function interceptOutput(layer: Layer, change: (output: tf.Tensor) => tf.Tensor): void {
  const call = layer.call.bind(layer);
  layer.call = (inputs, kwargs) => {
    const output = call(inputs, kwargs);
    return change(Array.isArray(output) ? output[0]! : output);
  };
}

/** Makes batch norm work at rank 5 by normalising frames as a batch of pictures: the stock one ends at rank 4. Recursive. */
function normaliseRankFive(layer: Layer): void {
  layer.layers?.forEach(normaliseRankFive);
  if (layer.getClassName() !== "BatchNormalization") return;
  const call = layer.call.bind(layer);
  layer.call = (inputs, kwargs) => {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    if (x.rank !== 5 || !isLastAxis(layer.axis)) return call(inputs, kwargs);
    const [B, T, h, w, C] = x.shape as [number, number, number, number, number];
    const { movingMean, movingVariance, beta, gamma, epsilon } = layer;
    invariant(movingMean && movingVariance, () => "batch norm was not built");
    return tf.tidy(() =>
      tf
        .batchNorm4d(
          x.reshape<tf.Tensor4D>([B * T, h, w, C]),
          movingMean.read() as tf.Tensor1D,
          movingVariance.read() as tf.Tensor1D,
          beta?.read() as tf.Tensor1D | undefined,
          gamma?.read() as tf.Tensor1D | undefined,
          epsilon,
        )
        .reshape(x.shape),
    );
  };
}

function isLastAxis(axis: Layer["axis"]): boolean {
  const only = typeof axis === "object" ? axis[0] : axis;
  return only === -1 || only === 4;
}
