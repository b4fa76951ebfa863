/** Reads what a TF.js model's files say about it before it is loaded, so that a form asks only for the rest of its card. */
import type { TfjsArchitecture } from "../card.ts";
import { formatOf, type TfjsModelJson } from "./artifacts.ts";

/** Facts about a TF.js model; null for those that the topology does not give. */
export interface TfjsFacts {
  readonly architecture: TfjsArchitecture;
  /** [frames, height, width, channels]; a null entry means any length. */
  readonly input: readonly (number | null)[] | null;
  readonly classCount: number | null;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads the facts from a validated `model.json`. They may be guesses; `checkTfjs` verifies them later.
 *
 * `output` is "probabilities" if the last step is a softmax.
 */
export function describeTfjs(model: TfjsModelJson): TfjsFacts {
  const format = formatOf(model);
  const { softmax, ...facts } =
    format === "graph" ? describeGraph(model) : describeLayers(model.modelTopology);
  return { ...facts, architecture: { kind: "tfjs", format, output: softmax ? "probabilities" : "logits" } };
}

interface Described {
  readonly input: TfjsFacts["input"];
  readonly classCount: number | null;
  readonly softmax: boolean;
}

/** Reads Keras's JSON: the first layer with a batch shape gives the input, the last one with units the class count. */
function describeLayers(topology: Json): Described {
  const model = at(topology, "model_config") ?? topology;
  const config = at(model, "config");
  const layers = objects(Array.isArray(config) ? config : at(config, "layers"));
  const shapes = layers.map((layer) => {
    const of = at(layer, "config");
    return lengths(at(of, "batch_input_shape") ?? at(of, "batch_shape"));
  });
  const last = layers.at(-1);
  const units = layers
    .map((layer) => at(at(layer, "config"), "units"))
    .findLast((n) => typeof n === "number");
  return {
    input: shapes.find((shape) => shape !== null)?.slice(1) ?? null,
    classCount: typeof units === "number" ? units : null,
    softmax: at(last, "class_name") === "Softmax" || at(at(last, "config"), "activation") === "softmax",
  };
}

/** Reads a graph: its signature or placeholder gives the input's shape, its signature or last step the output. */
function describeGraph({ modelTopology, signature, weightsManifest }: TfjsModelJson): Described {
  const nodes = new Map(objects(at(modelTopology, "node")).map((node) => [textOf(at(node, "name")), node]));
  const placeholder = [...nodes.values()].find((node) => at(node, "op") === "Placeholder");
  const signed = (side: string) => objects(Object.values((at(signature, side) as Json | undefined) ?? {}))[0];
  const shape =
    tensorShape(at(signed("inputs"), "tensorShape")) ??
    tensorShape(at(at(at(placeholder, "attr"), "shape"), "shape"));
  const output = signed("outputs");
  const last = output ? nameOf(at(output, "name")) : [...nodes.keys()].at(-1);
  const lastSteps = [...stepsBack(nodes, last)];
  const weights = new Map(
    weightsManifest.flatMap((group) => group.weights.map(({ name, shape }) => [name, shape])),
  );
  const ends = lastSteps.find((node) => !UNCHANGING.has(textOf(at(node, "op"))));
  return {
    input: shape?.slice(1) ?? null,
    classCount: tensorShape(at(output, "tensorShape"))?.at(-1) ?? outputsOf(lastSteps, weights),
    softmax: at(ends, "op") === "Softmax",
  };
}

/** Ops that may follow a softmax without changing its values. */
const UNCHANGING = new Set(["Identity", "Reshape", "Squeeze"]);

/** Yields the named node, its first input, that one's first input, and so on. */
function* stepsBack(nodes: ReadonlyMap<string, Json>, name: string | undefined): Generator<Json> {
  let node = name === undefined ? undefined : nodes.get(name);
  for (let steps = 0; node && steps < nodes.size; steps++) {
    yield node;
    node = nodes.get(inputOf(node, 0));
  }
}

/** Returns the output count of the last step that multiplies by weights: a dense layer or a convolution. */
function outputsOf(steps: readonly Json[], weights: ReadonlyMap<string, readonly number[]>): number | null {
  for (const node of steps) {
    const shape = weights.get(inputOf(node, 1));
    if (!/MatMul|Conv/.test(textOf(at(node, "op"))) || shape === undefined) continue;
    const turned = at(at(at(node, "attr"), "transpose_b"), "b") === true;
    return (turned ? shape[0] : shape.at(-1)) ?? null;
  }
  return null;
}

/** Returns the name of the node that gives an input; empty if there is none. */
function inputOf(node: Json, index: number): string {
  const inputs = at(node, "input");
  return Array.isArray(inputs) && inputs.length > index ? nameOf(inputs[index]) : "";
}

/** Returns the node's name in a reference: "^a:0" gives "a". */
function nameOf(reference: unknown): string {
  return textOf(reference).replace(/^\^/, "").replace(/:\d+$/, "");
}

/** Returns the value if it is a string, else an empty one; objects from a file may not convert to a string. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Reads TensorFlow's shape, whose lengths are strings, with -1 for any length. */
function tensorShape(value: unknown): (number | null)[] | null {
  const dims = at(value, "dim");
  if (!Array.isArray(dims)) return null;
  return lengths(objects(dims).map((dim) => sizeIn(at(dim, "size"))));
}

function sizeIn(size: unknown): number {
  return typeof size === "string" || typeof size === "number" ? Number(size) : NaN;
}

function lengths(value: unknown): (number | null)[] | null {
  if (!Array.isArray(value)) return null;
  return value.map((n: unknown) => (typeof n === "number" && n > 0 ? n : null));
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Json)[key] : undefined;
}

function objects(value: unknown): Json[] {
  if (!Array.isArray(value)) return [];
  return value.filter((each): each is Json => typeof each === "object" && each !== null);
}
