/**
 * Reads Keras's own description of a C-LSTM: strides, padding, activations and the input's shape, which are not in the
 * weights. Refuses by name any option that this lab's network does not support.
 */
import * as v from "valibot";
import { LabError } from "../../base/errors.ts";
import { shown, shownValue } from "../../base/shown.ts";

const layerSchema = v.looseObject({
  class_name: v.string(),
  config: v.optional(v.record(v.string(), v.unknown()), {}),
});
const modelSchema = v.looseObject({ config: v.looseObject({ layers: v.array(layerSchema) }) });

type Layer = v.InferOutput<typeof layerSchema>;

/** Facts from the description; fields that it does not give are absent. */
export interface KerasFacts {
  readonly stride?: number;
  readonly padding?: "valid" | "same";
  readonly gate?: "hard" | "logistic";
  readonly frames?: number;
  readonly height?: number;
  readonly width?: number;
  /** Range to which a Rescaling layer maps bytes from 0 to 255. */
  readonly range?: [low: number, high: number];
}

/** Layers that the lab supports, or that have no effect when a model is run on clips. */
const HARMLESS = new Set([
  "InputLayer",
  "Rescaling",
  "Dropout",
  "SpatialDropout2D",
  "SpatialDropout3D",
  "GaussianNoise",
  "Flatten",
  "Dense",
  "ConvLSTM2D",
  "BatchNormalization",
  "MaxPooling2D",
  "MaxPooling3D",
  "Activation",
  "Softmax",
]);

/**
 * Reads a parsed configuration. Returns no facts if it is not a model's.
 *
 * @param keras3  True if Keras 3 wrote the file, in case the configuration itself does not show it.
 * @throws {LabError} "weights", naming a layer and its option that the lab's C-LSTM does not support.
 */
export function kerasFacts(config: unknown, from: string, keras3: boolean): KerasFacts {
  const parsed = v.safeParse(modelSchema, config);
  if (!parsed.success) return {};
  const layers = parsed.output.config.layers.map(unwrapped);
  const refuse = (layer: Layer, what: string): never => {
    throw new LabError(
      "weights",
      `${from}: layer "${shown(nameOf(layer))}" ${what}; the lab’s C-LSTM repeats ConvLSTM2D, ` +
        "2 x 2 max pooling and BatchNormalization, then Flatten and one Dense.",
    );
  };
  const recurrent = layers.filter(({ class_name }) => class_name === "ConvLSTM2D");
  const isKeras3 = keras3 || layers.some(madeByKeras3);
  for (const layer of layers) checkLayer(layer, refuse);
  checkOrder(layers, refuse);
  return {
    ...inputOf(layers),
    ...rangeOf(layers, refuse),
    ...agreed(recurrent, "stride", (layer) => strideOf(layer, refuse), refuse),
    ...agreed(recurrent, "padding", (layer) => paddingOf(layer, refuse), refuse),
    ...agreed(recurrent, "gate", (layer) => gateOf(layer, isKeras3, refuse), refuse),
  };
}

type Refuse = (layer: Layer, what: string) => never;

/** Returns the layer inside a TimeDistributed if it would have the same effect on all frames at once. */
function unwrapped(layer: Layer): Layer {
  const inner = layer.class_name === "TimeDistributed" ? v.safeParse(layerSchema, layer.config.layer) : null;
  return inner?.success && FRAME_BY_FRAME.has(inner.output.class_name) ? inner.output : layer;
}

const FRAME_BY_FRAME = new Set(["MaxPooling2D", "BatchNormalization", "Dropout", "Flatten"]);

/** Returns whether Keras 3 wrote the layer: it writes every dtype as an object, Keras 2 only mixed ones, as a "Policy". */
function madeByKeras3({ config }: Layer): boolean {
  const { dtype } = config;
  const isPolicy3 =
    typeof dtype === "object" && dtype !== null && "class_name" in dtype && dtype.class_name !== "Policy";
  return "batch_shape" in config || isPolicy3;
}

function checkLayer(layer: Layer, refuse: Refuse): void {
  const { class_name: kind, config } = layer;
  if (!HARMLESS.has(kind)) refuse(layer, `is a ${shown(kind)}`);
  const must = (option: string, allowed: readonly unknown[]) => {
    if (option in config && !allowed.includes(config[option])) {
      refuse(layer, `(${kind}) has ${option} ${shownValue(config[option])}`);
    }
  };
  must("data_format", [null, "channels_last"]);
  if (kind === "ConvLSTM2D") {
    must("activation", ["tanh"]);
    must("go_backwards", [false]);
    must("stateful", [false]);
    if (!allOnes(config.dilation_rate ?? 1))
      refuse(layer, `has dilation_rate ${shownValue(config.dilation_rate)}`);
  }
  if (kind === "Dense") must("activation", ["linear", "softmax", null]);
  if (kind === "Activation") must("activation", ["linear", "softmax"]);
  if (kind === "BatchNormalization") must("epsilon", [0.001]);
  if (kind.startsWith("MaxPooling")) {
    const sides = kind === "MaxPooling2D" ? [2, 2] : [1, 2, 2];
    const is = (value: unknown) =>
      value === null || value === undefined || same(value, sides) || (value === 2 && sides.length === 2);
    if (!is(config.pool_size ?? (sides.length === 2 ? null : 2)) || !is(config.strides)) {
      refuse(
        layer,
        `(${kind}) pools ${shownValue(config.pool_size)} with strides ${shownValue(config.strides)}`,
      );
    }
    must("padding", ["valid"]);
  }
}

/** Refuses batch norm before pooling, which is a different function wherever a gamma is negative. */
function checkOrder(layers: readonly Layer[], refuse: Refuse): void {
  let pooled = true;
  for (const layer of layers) {
    if (layer.class_name === "ConvLSTM2D") {
      if (!pooled) refuse(layer, "follows a ConvLSTM2D without pooling between them");
      pooled = false;
    } else if (layer.class_name.startsWith("MaxPooling")) {
      pooled = true;
    } else if (layer.class_name === "BatchNormalization" && !pooled) {
      refuse(layer, "normalises before the pooling");
    }
  }
}

/** Returns the value that all recurrent layers share; refuses layers that differ. */
function agreed<K extends string, A>(
  layers: readonly Layer[],
  key: K,
  of: (layer: Layer) => A | undefined,
  refuse: Refuse,
): Partial<Record<K, A>> {
  const values = layers.map(of);
  const odd = values.findIndex((value) => value !== values[0]);
  if (odd > 0)
    refuse(layers[odd]!, `has ${key} ${String(values[odd])}, but the first has ${String(values[0])}`);
  return (values[0] === undefined ? {} : { [key]: values[0] }) as Partial<Record<K, A>>;
}

function strideOf(layer: Layer, refuse: Refuse): number {
  const strides = layer.config.strides ?? 1;
  const [down, across] = Array.isArray(strides) ? (strides as unknown[]) : [strides, strides];
  if (typeof down === "number" && Number.isInteger(down) && down >= 1 && down === across) return down;
  return refuse(layer, `has strides ${shownValue(strides)}, not the same number down and across`);
}

function paddingOf(layer: Layer, refuse: Refuse): "valid" | "same" {
  const padding = layer.config.padding ?? "valid";
  return padding === "valid" || padding === "same"
    ? padding
    : refuse(layer, `has padding ${shownValue(padding)}`);
}

/**
 * Returns the gates' activation. Keras 2's default is the hard sigmoid clip(0.2 z + 0.5, 0, 1), Keras 3's the logistic
 * sigmoid; Keras 3's "hard_sigmoid" is a third function, clip(z / 6 + 0.5, 0, 1).
 */
function gateOf(layer: Layer, keras3: boolean, refuse: Refuse): "hard" | "logistic" {
  const activation = layer.config.recurrent_activation ?? (keras3 ? "sigmoid" : "hard_sigmoid");
  if (activation === "sigmoid") return "logistic";
  if (activation === "hard_sigmoid") {
    return keras3
      ? refuse(layer, 'has Keras 3’s recurrent_activation "hard_sigmoid", clip(z / 6 + 0.5, 0, 1)')
      : "hard";
  }
  return refuse(layer, `has recurrent_activation ${shownValue(activation)}`);
}

/** Returns frames and size as far as a layer's input shape gives them: [batch, frames, height, width, 3]. */
function inputOf(layers: readonly Layer[]): Pick<KerasFacts, "frames" | "height" | "width"> {
  const shapes = layers.map(({ config }) => config.batch_shape ?? config.batch_input_shape);
  const shape = shapes.find((found): found is unknown[] => Array.isArray(found) && found.length === 5);
  if (shape === undefined) return {};
  const length = (axis: number) => {
    const n = shape[axis];
    return typeof n === "number" && Number.isInteger(n) && n > 0 ? n : undefined;
  };
  const facts = { frames: length(1), height: length(2), width: length(3) };
  return Object.fromEntries(Object.entries(facts).filter(([, n]) => n !== undefined));
}

function nameOf({ class_name: kind, config }: Layer): string {
  return typeof config.name === "string" ? config.name : kind;
}

/** Returns the value range after a Rescaling layer (x * scale + offset), which is usually first and receives bytes. */
function rangeOf(layers: readonly Layer[], refuse: Refuse): Pick<KerasFacts, "range"> {
  const at = layers.findIndex(({ class_name: kind }) => kind === "Rescaling");
  const layer = layers[at];
  if (layer === undefined) return {};
  const { scale, offset = 0 } = layer.config;
  if (typeof scale !== "number" || typeof offset !== "number") {
    return refuse(
      layer,
      `has scale ${shownValue(scale)} and offset ${shownValue(offset)}, not one number each`,
    );
  }
  const others = layers.filter(({ class_name: kind }) => kind === "Rescaling").length - 1;
  const first = layers.findIndex(({ class_name: kind }) => kind === "ConvLSTM2D");
  if (others > 0 || at > first)
    return refuse(
      layer,
      "is a second Rescaling or comes after the first ConvLSTM2D; one before the first is supported",
    );
  return { range: [offset, 255 * scale + offset] };
}

function allOnes(value: unknown): boolean {
  return (Array.isArray(value) ? value : [value]).every((n) => n === 1);
}

function same(value: unknown, expected: readonly number[]): boolean {
  return Array.isArray(value) && value.length === expected.length && expected.every((n, i) => value[i] === n);
}
