/** Runs graph models: TensorFlow SavedModels converted by tensorflowjs_converter. */
import * as tf from "@tensorflow/tfjs";
import { LOOK, type EndpointTap } from "../model.ts";
import type { TfjsArtifacts } from "./artifacts.ts";
import type { TfjsRunner } from "./runner.ts";

/** Ops whose outputs are feature maps over time and space. */
const SPATIAL = new Set(["Conv3D", "MaxPool3D", "AvgPool3D"]);

/** Largest number of nodes searched between the last feature map and the output: dense layers, biases, a softmax. */
const MOST_NODES = 64;

interface Node {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
}

/**
 * Makes the model. The caller disposes it.
 *
 * @param endpoint  Result of `findEndpoint`. A tapped graph runs in two parts, up to this node and from it.
 * @throws {Error} from TF.js, if it does not know an op or the weights do not fit.
 */
export function runGraph(artifacts: TfjsArtifacts, endpoint: string | null): TfjsRunner {
  const model = loadGraph(artifacts);
  const answerTo = (frames: tf.Tensor5D, tap: EndpointTap) => {
    if (endpoint === null || tap === LOOK) return model.predict(frames);
    const features = model.execute(frames, endpoint) as tf.Tensor5D;
    return model.execute({ [endpoint]: tap(endpoint, features) }, model.outputNodes);
  };
  return {
    inputs: model.inputs.map(({ shape }) => shape ?? []),
    camEndpoint: endpoint,
    camPooling: "space-time",
    run(frames, tap) {
      const answer = answerTo(frames, tap);
      return answer instanceof tf.Tensor || Array.isArray(answer) ? answer : Object.values(answer);
    },
    nodesOf: (op) => graphNodes(artifacts.modelTopology, op),
    dispose: () => model.dispose(),
  };
}

/** Returns the names of the nodes that run an op. */
export function graphNodes(topology: object, op: string): string[] {
  return nodesIn(topology)
    .filter((node) => node.op === op)
    .map(({ name }) => name);
}

/**
 * Returns the node nearest to the output that gives a feature map [B, T, h, w, C] through which all paths to the output
 * pass, or null if there is none. Runs the graph on an empty clip.
 *
 * @param shape  Shape of that clip, [B, T, H, W, 3].
 * @throws {Error} from TF.js, if the graph cannot be made or run.
 */
export function findEndpoint(
  artifacts: TfjsArtifacts,
  shape: [number, number, number, number, number],
): string | null {
  const model = loadGraph(artifacts);
  try {
    const names = nodesBefore(nodesIn(artifacts.modelTopology), model.outputNodes);
    let endpoint: string | null = null;
    tf.tidy(() => {
      const outputs = names.length > 0 ? model.execute(tf.zeros(shape), names) : [];
      const features = Array.isArray(outputs) ? outputs : [outputs];
      const found = features.findIndex((feature, i) => {
        const [, , h = 1, w = 1] = feature.shape;
        return feature.rank === 5 && h * w > 1 && leadsToAnswer(model, names[i]!, feature);
      });
      endpoint = names[found] ?? null;
    });
    return endpoint;
  } finally {
    model.dispose();
  }
}

/** Returns the names of the nodes from the output back to the nearest feature maps, inclusive; nearest first. */
function nodesBefore(all: readonly Node[], outputs: readonly string[]): string[] {
  const byName = new Map(all.map((node) => [node.name, node]));
  const met = new Set(outputs.map(plainName));
  // Iterating over a set also visits elements added during the iteration.
  for (const name of met) {
    if (met.size > MOST_NODES) break;
    const node = byName.get(name);
    if (!node || SPATIAL.has(node.op)) continue;
    for (const input of node.input ?? []) met.add(plainName(input));
  }
  return [...met].filter((name) => {
    const op = byName.get(name)?.op;
    return op !== undefined && op !== "Const" && op !== "Placeholder";
  });
}

/** Returns whether the output can be computed from the feature map alone. */
function leadsToAnswer(model: ReturnType<typeof loadGraph>, name: string, feature: tf.Tensor): boolean {
  try {
    model.execute({ [name]: feature }, model.outputNodes);
    return true;
  } catch {
    // TF.js throws if other inputs are needed too.
    return false;
  }
}

function loadGraph({ modelTopology, weightSpecs, weightData, signature }: TfjsArtifacts) {
  return tf.loadGraphModelSync({
    format: "graph-model",
    modelTopology,
    weightSpecs: [...weightSpecs],
    weightData,
    ...(signature ? { signature } : {}),
  });
}

function nodesIn(topology: object): readonly Node[] {
  const { node } = topology as { node?: unknown };
  return Array.isArray(node) ? (node as Node[]) : [];
}

/** Returns the node's name in a reference: "^a:0" gives "a". */
function plainName(reference: string): string {
  return reference.replace(/^\^/, "").replace(/:\d+$/, "");
}
