/**
 * A model's card: the contents of `public/models/<id>/card.json`, validated on reading.
 * The weights beside it are a TF.js weights manifest (`model.json` and its shards).
 */
import * as v from "valibot";
import { LabError } from "../base/errors.ts";

const size = v.pipe(v.number(), v.integer(), v.minValue(1));
const stride = v.picklist([1, 2]);

const i3dSchema = v.object({
  kind: v.literal("i3d"),
  /** Channel multiplier of Inception-v1. A layer has `8 * round(width * channels / 8)` channels, at least 8; 1 = exact. */
  width: v.pipe(v.number(), v.gtValue(0), v.maxValue(4)),
  /** Temporal strides at Conv3d_1a_7x7, MaxPool3d_4a_3x3 and MaxPool3d_5a_2x2; the original ones are [2, 2, 2]. */
  temporalStrides: v.tuple([stride, stride, stride]),
  /**
   * Number of frames that the last average pooling covers, or fewer if fewer are left. Default 2, as in the original; the
   * paper's "doubled" I3Ds, whose last layer has more frames, use more.
   */
  headWindow: v.optional(size),
});

const convLstmSchema = v.object({
  kind: v.literal("convlstm"),
  /** Number of hidden channels of each ConvLSTM layer, first layer first. */
  units: v.pipe(v.array(size), v.minLength(1)),
  /** Height and width of the filters; one number if they are equal. */
  kernel: v.union([size, v.tuple([size, size])]),
  /** Spatial stride of the input convolutions. */
  stride: size,
  /** Padding of the input convolutions. */
  padding: v.picklist(["valid", "same"]),
  /** Activation of the input, forget and output gates; "hard" is old Keras's hard sigmoid, clip(0.2 z + 0.5, 0, 1). */
  gate: v.optional(v.picklist(["hard", "logistic"]), "hard"),
});

const clstm4Schema = v.object({
  kind: v.literal("clstm4"),
  /** Number of hidden channels of each ConvLSTM layer; all equal, because the layers share one batch norm. */
  units: v.pipe(v.array(size), v.minLength(1)),
  kernel: size,
  /** Spatial stride of the input convolutions. */
  stride: size,
  /** Steps (0-based frames) whose outputs the dense layer reads; by default, the released code reads only the last one. */
  effectiveSteps: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0))), v.minLength(1)),
});

const tfjsSchema = v.object({
  kind: v.literal("tfjs"),
  /** Kind of topology in `model.json`: Keras layers, or a graph converted from a SavedModel. */
  format: v.picklist(["layers", "graph"]),
  /** Kind of output: the probabilities of a softmax, or the logits before it. */
  output: v.picklist(["probabilities", "logits"]),
});

const unit = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const rgb = v.tuple([v.number(), v.number(), v.number()]);

/** Accuracy on clips whose frames were replaced, shuffled or reversed; shares in [0, 1]. */
const temporalSchema = v.object({
  /** Top-1 accuracy with every frame replaced by the first one. */
  frozenTop1: unit,
  /** Top-1 accuracy with the frames in random order. */
  shuffledTop1: unit,
  /** Share of reversed clips predicted as the opposite, among classes that have one (such as "away" and "closer"). */
  reversedAsOpposite: unit,
  /**
   * Accuracy per class on unchanged clips and after each treatment. `becomes` is the class that a reversed clip shows, and
   * `reversedBecomes` the share of reversed clips predicted as that class.
   */
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

/** Calibration of the predicted class's probability. */
const calibrationSchema = v.object({
  /** Expected calibration error: mean of |confidence - accuracy| over bins, weighted by their number of clips. */
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

/** Accuracy on recorded clips. Counts the evaluations, since each one makes it easier to select a model by the result. */
const realClipsSchema = v.object({
  clips: size,
  /** Description of the clips. */
  of: v.string(),
  top1: unit,
  top3: unit,
  /** Top-1 accuracy when choosing only among the classes that occur. */
  top1Among: unit,
  /** Top-3 accuracy when choosing only among the classes that occur. */
  top3Among: unit,
  /** Number of evaluations on these clips. */
  looks: size,
  note: v.string(),
});

const cardSchema = v.object({
  /** Folder name under `public/models`, and the model's name in permalinks. */
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/)),
  /** Name in the Model list: "I3D" or "C-LSTM" for the bundled models. */
  name: v.pipe(v.string(), v.minLength(1)),
  architecture: v.variant("kind", [i3dSchema, convLstmSchema, clstm4Schema, tfjsSchema]),
  input: v.object({
    frames: size,
    height: size,
    width: size,
    /** Range to which bytes 0..255 are mapped linearly; then each channel becomes (value - mean) / std. */
    range: v.tuple([v.number(), v.number()]),
    mean: rgb,
    std: rgb,
    /** "clip": finally subtract the clip's own mean and divide by its own standard deviation. */
    normalise: v.optional(v.picklist(["none", "clip"]), "none"),
  }),
  classes: v.pipe(v.array(v.string()), v.minLength(2)),
  /**
   * Accuracies in [0, 1]; `measuredOn` says how they were measured. Absent if they were not measured here, as for models
   * that users import.
   */
  accuracy: v.optional(
    v.object({
      top1: unit,
      top3: v.optional(unit),
      perClass: v.optional(v.record(v.string(), unit)),
      measuredOn: v.string(),
      /** `confusion[true class][predicted class]`: number of clips, in the order of `classes`. */
      confusion: v.optional(v.array(v.array(v.number()))),
    }),
  ),
  temporal: v.optional(temporalSchema),
  calibration: v.optional(calibrationSchema),
  realClips: v.optional(realClipsSchema),
  /** The model's limitations, one sentence each. */
  limits: v.optional(v.array(v.string())),
  training: v.string(),
  licence: v.string(),
});

/** Validated contents of a card. */
export type ModelCard = v.InferOutput<typeof cardSchema>;
/** Architecture of an I3D, as its card describes it. */
export type I3dArchitecture = v.InferOutput<typeof i3dSchema>;
/** Architecture of a Keras C-LSTM, as its card describes it. */
export type ConvLstmArchitecture = v.InferOutput<typeof convLstmSchema>;
/** Architecture of the authors' PyTorch C-LSTM, as its card describes it. */
export type Clstm4Architecture = v.InferOutput<typeof clstm4Schema>;
/** Architecture of a model that includes its own topology in TF.js's format, as its card describes it. */
export type TfjsArchitecture = v.InferOutput<typeof tfjsSchema>;

/**
 * Validates a parsed `card.json`.
 *
 * @param from  Name of the file, for error messages.
 * @throws {LabError} "weights", naming the file, the field and what was expected there.
 */
export function parseCard(value: unknown, from: string): ModelCard {
  const result = v.safeParse(cardSchema, value);
  if (result.success) return result.output;
  const issue = result.issues[0];
  const path = v.getDotPath(issue) ?? "(the whole file)";
  throw new LabError("weights", `${from}: ${path} is not valid in a model card. ${issue.message}.`);
}

const settingsSchema = v.pick(cardSchema, ["architecture", "input"]);

/** Settings for running a model: the part of its card that belongs to the weights but is in no weights file. */
export type ModelSettings = v.InferOutput<typeof settingsSchema>;

/** Returns the value as settings, or null if it is not valid. */
export function asModelSettings(value: unknown): ModelSettings | null {
  const result = v.safeParse(settingsSchema, value);
  return result.success ? result.output : null;
}
