/**
 * Models made with other tools, in TF.js's own formats: any classifier that takes [1, T, H, W, 3] and gives one number
 * per class. They run on TF.js's stock ops, some of which `device/stock-kernels.ts` replaces, and are slower than our own
 * networks.
 */
import * as tf from "@tensorflow/tfjs";
import { LabError } from "../../base/errors.ts";
import { FrameResponses } from "../../device/ops/frame-responses.ts";
import { replaceStockKernels } from "../../device/stock-kernels.ts";
import type { ModelCard, TfjsArchitecture } from "../card.ts";
import { LOOK, type EndpointTap, type Network, type Own } from "../model.ts";
import type { TfjsArtifacts } from "./artifacts.ts";
import { findEndpoint, graphNodes, runGraph } from "./graph-runner.ts";
import { planLayers, runLayers, type LayersPlan } from "./layers-runner.ts";
import { modelError } from "./model-errors.ts";
import type { TfjsRunner } from "./runner.ts";

/** A topology that TF.js can read, with its weights. Plain data that survives the loss of a graphics device. */
export type TfjsTopology =
  | { readonly format: "layers"; readonly artifacts: TfjsArtifacts; readonly plan: LayersPlan }
  | { readonly format: "graph"; readonly artifacts: TfjsArtifacts; readonly endpoint: string | null };

/** Probabilities below this are raised to it: their logarithm is then finite, and their gradient zero. */
const LEAST_PROBABILITY = 1e-30;

/**
 * Reads a topology, so that models can be built from it synchronously.
 *
 * @throws {LabError} "weights", beginning with the model's name, if TF.js cannot read it.
 */
export async function readTopology(card: ModelCard, artifacts: TfjsArtifacts): Promise<TfjsTopology> {
  const { frames, height, width } = card.input;
  try {
    if (artifacts.format === "graph") {
      replaceStockKernels();
      const endpoint = findEndpoint(artifacts, [1, frames, height, width, 3]);
      return { format: "graph", artifacts, endpoint };
    }
    return { format: "layers", artifacts, plan: await planLayers(artifacts) };
  } catch (error) {
    throw modelError(error, card.name, "load", (op) => graphNodes(artifacts.modelTopology, op));
  }
}

/** Returns the names of the nodes that run an op; none for a layers model. */
export function nodesOf(topology: TfjsTopology, op: string): readonly string[] {
  return topology.format === "graph" ? graphNodes(topology.artifacts.modelTopology, op) : [];
}

/**
 * Builds the network. Does not check its gradients: `checkTfjs` does so once.
 *
 * @throws {LabError} "weights" if TF.js cannot make the model, or it does not take the clips that the card describes.
 */
export function buildTfjs(
  card: ModelCard,
  architecture: TfjsArchitecture,
  topology: TfjsTopology,
  own: Own,
): Network {
  replaceStockKernels();
  if (topology.format !== architecture.format) {
    throw new LabError(
      "weights",
      `${card.name}: card.json says that it is a ${architecture.format} model, but model.json is a ${topology.format} model. ` +
        "Correct architecture.format in card.json.",
    );
  }
  const runner = own(runnerOf(card, topology));
  const oneByOne = checkInput(card, runner);

  const logitsOfOne = (frames: tf.Tensor5D, tap: EndpointTap): tf.Tensor2D => {
    try {
      return toLogits(card, architecture, runner.run(frames, tap), frames.shape[0]);
    } catch (error) {
      throw modelError(error, card.name, "run", runner.nodesOf);
    }
  };
  const logits = (frames: tf.Tensor5D, tap: EndpointTap): tf.Tensor2D => {
    if (!oneByOne || frames.shape[0] === 1) return logitsOfOne(frames, tap);
    return tf.concat2d(
      tf.split<tf.Tensor5D>(frames, frames.shape[0]).map((clip) => logitsOfOne(clip, tap)),
      0,
    );
  };
  return {
    camEndpoint: runner.camEndpoint,
    camPooling: runner.camPooling,
    logits: (frames, tap = LOOK) => tf.tidy(() => logits(frames, tap)),
    respond: (sources, T) => FrameResponses.ofFrames(sources, T),
    logitsOfMix: (responses, mixing, tap = LOOK) => tf.tidy(() => logits(responses.mix(mixing), tap)),
  };
}

function runnerOf(card: ModelCard, topology: TfjsTopology): TfjsRunner {
  try {
    return topology.format === "graph"
      ? runGraph(topology.artifacts, topology.endpoint)
      : runLayers(topology.plan, topology.artifacts);
  } catch (error) {
    throw modelError(error, card.name, "load");
  }
}

/**
 * Returns whether the model takes only one clip at a time.
 *
 * @throws {LabError} "weights" if it does not take the clips that the card describes.
 */
function checkInput({ name, input }: ModelCard, { inputs }: TfjsRunner): boolean {
  const [shape, ...more] = inputs;
  const gives = [1, input.frames, input.height, input.width, 3];
  const fits = shape?.length === 5 && shape.every((n, i) => isAny(n) || n === gives[i]);
  if (!fits || more.length > 0) {
    const takes = inputs.map((of) => `[${of.map((n) => (isAny(n) ? "any" : n)).join(", ")}]`).join(" and ");
    throw new LabError(
      "weights",
      `${name}: it takes ${takes || "no input"}, but this page gives it [${gives.join(", ")}] ` +
        "(clips, frames, height, width, channels). Correct the input in card.json, or export the model with this input.",
    );
  }
  return shape[0] === 1;
}

function isAny(n: number | null): boolean {
  return n === null || n < 0;
}

function toLogits(
  { name, classes }: ModelCard,
  { output }: TfjsArchitecture,
  outputs: tf.Tensor | tf.Tensor[],
  clips: number,
): tf.Tensor2D {
  const all = Array.isArray(outputs) ? outputs : [outputs];
  const size = clips * classes.length;
  const answer = all.find(
    (one) => one.shape[0] === clips && one.shape.at(-1) === classes.length && one.size === size,
  );
  if (!answer) {
    const gives = all.map(({ shape }) => `[${shape.join(", ")}]`).join(" and ");
    throw new LabError(
      "weights",
      `${name}: its output is ${gives}, but the ${classes.length} classes in card.json need [${clips}, ${classes.length}]. ` +
        "Correct the classes, or export the model with one number per class.",
    );
  }
  const flat = answer.reshape<tf.Tensor2D>([clips, classes.length]);
  return output === "probabilities" ? tf.log(tf.maximum(flat, LEAST_PROBABILITY)) : flat.toFloat();
}
