/**
 * A model's card: what `public/models/<id>/card.json` says, checked at the door.
 * The weights beside it are a TF.js weights manifest (`model.json` and its shards).
 */
import * as v from "valibot";
import { LabError } from "../base/errors.ts";

const size = v.pipe(v.number(), v.integer(), v.minValue(1));
const stride = v.picklist([1, 2]);

const i3dSchema = v.object({
  kind: v.literal("i3d"),
  /** Channel multiplier of Inception-v1; every width is `8 * round(width * channels / 8)`, at least 8. 1 = exact. */
  width: v.pipe(v.number(), v.gtValue(0), v.maxValue(4)),
  /** Temporal strides at Conv3d_1a_7x7, MaxPool3d_4a_3x3 and MaxPool3d_5a_2x2; the original ones are [2, 2, 2]. */
  temporalStrides: v.tuple([stride, stride, stride]),
  /**
   * Frames that the last average pooling joins, fewer where fewer are left. Default 2, the original; the paper's
   * "doubled" I3Ds, which keep more frames, join more.
   */
  headWindow: v.optional(size),
});

const convLstmSchema = v.object({
  kind: v.literal("convlstm"),
  /** Hidden channels of each ConvLSTM layer, first layer first. */
  units: v.pipe(v.array(size), v.minLength(1)),
  /** Height and width of the filters; one number where they are equal. */
  kernel: v.union([size, v.tuple([size, size])]),
  /** Spatial stride and padding of the input convolutions. */
  stride: size,
  padding: v.picklist(["valid", "same"]),
  /** Squashing of the input, forget and output gates: "hard" is old Keras' hard sigmoid, clip(0.2 z + 0.5, 0, 1). */
  gate: v.optional(v.picklist(["hard", "logistic"]), "hard"),
});

const clstm4Schema = v.object({
  kind: v.literal("clstm4"),
  /** Hidden channels of each ConvLSTM layer; all equal, because they share one batch norm. */
  units: v.pipe(v.array(size), v.minLength(1)),
  kernel: size,
  /** Spatial stride of the input convolutions. */
  stride: size,
  /** Steps (0-based frames) whose outputs the dense layer sees; the released code's default is the last one alone. */
  effectiveSteps: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0))), v.minLength(1)),
});

const tfjsSchema = v.object({
  kind: v.literal("tfjs"),
  /** What `model.json` holds: Keras' layers, or a graph converted from a SavedModel. */
  format: v.picklist(["layers", "graph"]),
  /** What the model answers with: a softmax's probabilities, or what goes into one. */
  output: v.picklist(["probabilities", "logits"]),
});

const unit = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const rgb = v.tuple([v.number(), v.number(), v.number()]);

/** What a model answers to clips whose frames were replaced, put in another order or run backwards; shares in [0, 1]. */
const temporalSchema = v.object({
  /** Every frame replaced by the first one; by one in random order: top-1. */
  frozenTop1: unit,
  shuffledTop1: unit,
  /** Of clips whose class has an opposite ("away" and "closer"), run backwards: taken for the opposite. */
  reversedAsOpposite: unit,
  /** For each class: answered rightly as it is and so treated; `becomes` is what it shows when run backwards. */
  perClass: v.array(
    v.object({
      class: v.string(),
      plain: unit,
      frozen: unit,
      shuffled: unit,
      reversed: unit,
      becomes: v.optional(v.string()),
      reversedBecomes: v.optional(unit),
    }),
  ),
});

/** How far the probability of the answer can be believed. */
const calibrationSchema = v.object({
  /** Expected calibration error: mean of |confidence - accuracy| over bins, weighted by their clips. */
  ece: unit,
  bins: v.array(
    v.object({
      from: unit,
      to: unit,
      clips: v.number(),
      confidence: v.nullable(unit),
      accuracy: v.nullable(unit),
    }),
  ),
});

/** Accuracy on recorded clips, and how often anyone looked at it: each look makes choosing by it easier. */
const realClipsSchema = v.object({
  clips: size,
  of: v.string(),
  top1: unit,
  top3: unit,
  /** Choosing among the classes that occur alone. */
  top1Among: unit,
  top3Among: unit,
  looks: size,
  note: v.string(),
});

const cardSchema = v.object({
  /** Folder name under `public/models`; what a permalink calls the model. */
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/)),
  /** Shown in the Model list, "I3D" or "C-LSTM" for the bundled ones. */
  name: v.pipe(v.string(), v.minLength(1)),
  architecture: v.variant("kind", [i3dSchema, convLstmSchema, clstm4Schema, tfjsSchema]),
  input: v.object({
    frames: size,
    height: size,
    width: size,
    /** Bytes 0..255 are first mapped linearly to this range, then (value - mean) / std per channel. */
    range: v.tuple([v.number(), v.number()]),
    mean: rgb,
    std: rgb,
    /** `clip`: after the above, subtract the clip's own mean and divide by its own standard deviation. */
    normalise: v.optional(v.picklist(["none", "clip"]), "none"),
  }),
  classes: v.pipe(v.array(v.string()), v.minLength(2)),
  /**
   * How each number was measured is in `measuredOn`; accuracies in [0, 1]. Absent where nobody measured it here, as of
   * models that people bring.
   */
  accuracy: v.optional(
    v.object({
      top1: unit,
      top3: v.optional(unit),
      perClass: v.optional(v.record(v.string(), unit)),
      measuredOn: v.string(),
      /** `confusion[true class][answered class]`: number of clips, in the order of `classes`. */
      confusion: v.optional(v.array(v.array(v.number()))),
    }),
  ),
  temporal: v.optional(temporalSchema),
  calibration: v.optional(calibrationSchema),
  realClips: v.optional(realClipsSchema),
  /** What the model cannot do, one sentence each. */
  limits: v.optional(v.array(v.string())),
  training: v.string(),
  licence: v.string(),
});

/** Checked contents of a card. */
export type ModelCard = v.InferOutput<typeof cardSchema>;
/** What a card says of an I3D. */
export type I3dArchitecture = v.InferOutput<typeof i3dSchema>;
/** What a card says of a Keras C-LSTM. */
export type ConvLstmArchitecture = v.InferOutput<typeof convLstmSchema>;
/** What a card says of an authors' PyTorch C-LSTM. */
export type Clstm4Architecture = v.InferOutput<typeof clstm4Schema>;
/** What a card says of a model that brings its own topology in TF.js' format. */
export type TfjsArchitecture = v.InferOutput<typeof tfjsSchema>;

/**
 * Checks a parsed `card.json`.
 *
 * @param from  the file's name, for the message.
 * @throws {LabError} "weights" naming the file, the field and what was expected there.
 */
export function parseCard(value: unknown, from: string): ModelCard {
  const result = v.safeParse(cardSchema, value);
  if (result.success) return result.output;
  const issue = result.issues[0];
  const path = v.getDotPath(issue) ?? "(the whole file)";
  throw new LabError("weights", `${from}: ${path} is not as a model card needs it. ${issue.message}.`);
}

const settingsSchema = v.pick(cardSchema, ["architecture", "input"]);

/** How a model is run: the part of its card that belongs to its weights, and that no file of weights says. */
export type ModelSettings = v.InferOutput<typeof settingsSchema>;

/** The value as settings; null where it is none. */
export function asModelSettings(value: unknown): ModelSettings | null {
  const result = v.safeParse(settingsSchema, value);
  return result.success ? result.output : null;
}
