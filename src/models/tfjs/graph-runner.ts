/** A graph model: a TensorFlow SavedModel as tensorflowjs_converter writes it. */
import * as tf from "@tensorflow/tfjs";
import type { TfjsArtifacts } from "./artifacts.ts";
import type { TfjsRunner } from "./runner.ts";

/**
 * Makes the model. Whoever calls disposes it.
 *
 * @throws {Error} of TF.js' where it knows an op not, or weights do not fit.
 */
export function runGraph({ modelTopology, weightSpecs, weightData, signature }: TfjsArtifacts): TfjsRunner {
  const model = tf.loadGraphModelSync({
    format: "graph-model",
    modelTopology,
    weightSpecs: [...weightSpecs],
    weightData,
    ...(signature ? { signature } : {}),
  });
  return {
    inputs: model.inputs.map(({ shape }) => shape ?? []),
    camEndpoint: null,
    camPooling: "space-time",
    run(frames) {
      const output = model.predict(frames);
      return output instanceof tf.Tensor || Array.isArray(output) ? output : Object.values(output);
    },
    nodesOf: (op) => graphNodes(modelTopology, op),
    dispose: () => model.dispose(),
  };
}

/** Names of the nodes of a topology that run an op. */
export function graphNodes(topology: object, op: string): string[] {
  const { node = [] } = topology as { node?: readonly { name: string; op: string }[] };
  return node.filter((each) => each.op === op).map(({ name }) => name);
}
