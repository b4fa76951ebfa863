/**
 * Groups a Keras file's variables by layer, for all kinds of files: HDF5 from Keras 2 and 3, `.keras`, TensorFlow
 * checkpoints from tf.layers and of object graphs. The layer is the part of a name before its last word:
 *
 *   block1/conv_lst_m2d/kernel        conv_lstm2d_1/conv_lstm2d_1/recurrent_kernel:0
 *   layers/conv_lstm2d/cell/vars/0    layer_with_weights-0/cell/kernel/.ATTRIBUTES/VARIABLE_VALUE
 */
import { LabError } from "../../base/errors.ts";
import { shown } from "../../base/shown.ts";
import type { Checkpoint } from "../../checkpoint/checkpoint.ts";

/** A layer; `parts` maps what a variable is ("kernel") to its name in the file. */
export interface KerasLayer {
  readonly name: string;
  readonly kind: "conv-lstm" | "norm" | "dense" | "other";
  readonly parts: ReadonlyMap<string, string>;
}

/** Names of variables from optimisers, counters and dropout, which are not part of the network. */
const LEFTOVER =
  /(?:^|\/)(?:optimizer\w*|training|beta[12]_power|global_step|save_counter|seed_generator|_CHECKPOINTABLE_OBJECT_GRAPH)(?:\/|$)|\.OPTIMIZER_SLOT|(?:^|\/)(?:Adam|Adamax|Nadam|SGD|RMSprop|Adadelta|Adagrad|Ftrl|Momentum)(?:_\d+)?(?:\/|$)|\/(?:m|v|vhat|momentum|ExponentialMovingAverage|Exponential)$/;

const NORM_PARTS = ["gamma", "beta", "moving_mean", "moving_variance"] as const;

/** Returns whether a tensor belongs to no layer. */
export function isLeftover(file: string): boolean {
  return LEFTOVER.test(file);
}

/**
 * Returns the file's layers, grouped by kind. Within a kind, layers whose names differ only in numbers are sorted by those
 * (`conv_lstm2d_10` after `conv_lstm2d_9`); layers named by hand stay in the file's order.
 *
 * @throws {LabError} "weights" if it is unclear what a layer's numbered variables are.
 */
export function kerasLayers(checkpoint: Checkpoint): KerasLayer[] {
  const groups = new Map<string, Map<string, string>>();
  for (const file of checkpoint.tensors.keys()) {
    if (isLeftover(file)) continue;
    const words = file
      .replace(/\/\.ATTRIBUTES\/VARIABLE_VALUE$/, "")
      .replace(/:\d+$/, "")
      .split("/");
    const part = words.pop()!;
    if (words.at(-1) === "vars") words.pop();
    if (/^(?:\w*cell)$/.test(words.at(-1) ?? "")) words.pop();
    const layer = words.join("/");
    const parts = groups.get(layer) ?? new Map<string, string>();
    groups.set(layer, parts.set(part, file));
  }
  const layers = [...groups].map(([name, parts]) => layerOf(name, parts, checkpoint));
  return KINDS.flatMap((kind) => inOrder(layers.filter((layer) => layer.kind === kind)));
}

const KINDS = ["conv-lstm", "norm", "dense", "other"] as const;

function inOrder(layers: readonly KerasLayer[]): readonly KerasLayer[] {
  const alike = new Set(layers.map(({ name }) => name.replace(/_?\d+/g, ""))).size <= 1;
  return alike ? [...layers].sort((a, b) => compareNumbers(numbersIn(a.name), numbersIn(b.name))) : layers;
}

/** Returns the last number of each word of a path; -1 for none, so that `conv_lstm2d` precedes `conv_lstm2d_1`. */
function numbersIn(path: string): number[] {
  return path.split("/").map((word) => Number(/(?<!\d)\d+$/.exec(word)?.[0] ?? -1));
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((n, i) => n !== b[i]);
  return at < 0 ? 0 : a[at]! - (b[at] ?? -1);
}

function layerOf(name: string, parts: Map<string, string>, checkpoint: Checkpoint): KerasLayer {
  const named = [...parts.keys()].every((part) => /^\d+$/.test(part))
    ? nameNumbered(name, parts, checkpoint)
    : parts;
  const rank = (part: string) => checkpoint.tensors.get(named.get(part) ?? "")?.shape.length;
  if (named.has("recurrent_kernel") && (rank("kernel") ?? 4) === 4 && rank("recurrent_kernel") === 4) {
    return { name, kind: "conv-lstm", parts: named };
  }
  if (named.has("moving_mean") || named.has("moving_variance")) return { name, kind: "norm", parts: named };
  return { name, kind: rank("kernel") === 2 ? "dense" : "other", parts: named };
}

/** Names the variables of a layer from Keras 3, which numbers them in the order of their creation. */
function nameNumbered(
  layer: string,
  parts: Map<string, string>,
  { from, tensors }: Checkpoint,
): Map<string, string> {
  const files = [...parts].sort((a, b) => Number(a[0]) - Number(b[0])).map(([, file]) => file);
  const shapes = files.map((file) => tensors.get(file)!.shape);
  const ranks = shapes.map((shape) => shape.length).join("");
  const names = namesByRank(ranks, shapes);
  if (names !== null) return new Map(names.map((name, i) => [name, files[i]!]));
  if (ranks !== "111") return parts;
  throw new LabError(
    "weights",
    `${from}: ${shown(layer)} has 3 of a batch norm’s 4 vectors, and the file does not say which. ` +
      "Save the model with a BatchNormalization that has both center and scale.",
  );
}

function namesByRank(ranks: string, shapes: readonly (readonly number[])[]): readonly string[] | null {
  switch (ranks) {
    case "44":
    case "441":
      return ["kernel", "recurrent_kernel", "bias"].slice(0, ranks.length);
    case "21":
    case "2":
      return ["kernel", "bias"].slice(0, ranks.length);
    case "1111":
      return NORM_PARTS;
    case "11":
      return shapes[0]![0] === shapes[1]![0] ? ["moving_mean", "moving_variance"] : null;
    default:
      return null;
  }
}
