/** A graph model: a TensorFlow SavedModel as tensorflowjs_converter writes it. */
import * as tf from "@tensorflow/tfjs";
import { LOOK, type EndpointTap } from "../model.ts";
import type { TfjsArtifacts } from "./artifacts.ts";
import type { TfjsRunner } from "./runner.ts";

/** Ops whose outputs are feature maps over time and space. */
const SPATIAL = new Set(["Conv3D", "MaxPool3D", "AvgPool3D"]);

/** Nodes between the last feature map and the answer, at most: dense layers, biases, a softmax. */
const MOST_NODES = 64;

interface Node {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
}

/**
 * Makes the model. Whoever calls disposes it.
 *
 * @param endpoint  what `findEndpoint` gave; the graph is run in two halves where it is tapped there.
 * @throws {Error} of TF.js' where it knows an op not, or weights do not fit.
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

/** Names of the nodes of a topology that run an op. */
export function graphNodes(topology: object, op: string): string[] {
  return nodesIn(topology)
    .filter((node) => node.op === op)
    .map(({ name }) => name);
}

/**
 * The node nearest to the answer that gives a feature map [B, T, h, w, C] and that all paths to the answer pass through;
 * null where there is none. Runs the graph on an empty clip.
 *
 * @param shape  [B, T, H, W, 3] of that clip.
 * @throws {Error} of TF.js' where the graph cannot be made or run.
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

/** Names of the nodes from the answer back to the first feature maps, these included; the nearest first. */
function nodesBefore(all: readonly Node[], outputs: readonly string[]): string[] {
  const byName = new Map(all.map((node) => [node.name, node]));
  const met = new Set(outputs.map(plainName));
  // A set hands out what is added while it is walked.
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

/** Whether the answer can be computed from the feature alone. */
function leadsToAnswer(model: ReturnType<typeof loadGraph>, name: string, feature: tf.Tensor): boolean {
  try {
    model.execute({ [name]: feature }, model.outputNodes);
    return true;
  } catch {
    // TF.js throws for what else would be needed.
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

/** "^a:0" -> "a". */
function plainName(reference: string): string {
  return reference.replace(/^\^/, "").replace(/:\d+$/, "");
}
