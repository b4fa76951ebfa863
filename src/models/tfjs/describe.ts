/** What a TF.js model says of itself before it is loaded, for a form that asks for the rest of its card. */
import type { TfjsArchitecture } from "../card.ts";
import { formatOf, type TfjsModelJson } from "./artifacts.ts";

/** Facts as far as the topology tells; null where it does not. */
export interface TfjsFacts {
  readonly architecture: TfjsArchitecture;
  /** [frames, height, width, channels]; a null is of any length. */
  readonly input: readonly (number | null)[] | null;
  readonly classCount: number | null;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a checked `model.json`. A guess at worst: `checkTfjs` finds out whether it holds.
 *
 * `output` is "probabilities" where the last step is a softmax.
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

/** Keras' own JSON: a list of layers, the first with the shape of a batch, the last with as many units as classes. */
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

/** A graph: its placeholder has the shape, its signature or its last node the answer. */
function describeGraph({ modelTopology, signature }: TfjsModelJson): Described {
  const nodes = new Map(objects(at(modelTopology, "node")).map((node) => [String(at(node, "name")), node]));
  const placeholder = [...nodes.values()].find((node) => at(node, "op") === "Placeholder");
  const signed = (side: string) => objects(Object.values((at(signature, side) as Json | undefined) ?? {}))[0];
  const shape =
    tensorShape(at(signed("inputs"), "tensorShape")) ??
    tensorShape(at(at(at(placeholder, "attr"), "shape"), "shape"));
  const output = signed("outputs");
  return {
    input: shape?.slice(1) ?? null,
    classCount: tensorShape(at(output, "tensorShape"))?.at(-1) ?? null,
    softmax: endsInSoftmax(nodes, output ? nameOf(String(at(output, "name"))) : [...nodes.keys()].at(-1)),
  };
}

/** Past nodes that change no value, and reshapes. */
function endsInSoftmax(nodes: ReadonlyMap<string, Json>, name: string | undefined): boolean {
  let node = name === undefined ? undefined : nodes.get(name);
  for (let steps = 0; node && steps < nodes.size; steps++) {
    const op = at(node, "op");
    if (op === "Softmax") return true;
    if (op !== "Identity" && op !== "Reshape" && op !== "Squeeze") return false;
    const inputs = at(node, "input");
    node = Array.isArray(inputs) ? nodes.get(nameOf(String(inputs[0]))) : undefined;
  }
  return false;
}

/** "^a:0" -> "a". */
function nameOf(reference: string): string {
  return reference.replace(/^\^/, "").replace(/:\d+$/, "");
}

/** TensorFlow's shape, whose lengths are texts and -1 for any. */
function tensorShape(value: unknown): (number | null)[] | null {
  const dims = at(value, "dim");
  if (!Array.isArray(dims)) return null;
  return lengths(objects(dims).map((dim) => Number(at(dim, "size"))));
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
