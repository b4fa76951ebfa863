/** The contents of a checkpoint, and the settings that its user must still choose; plain data that is sent to the page. */
import type { CheckpointFormat } from "../checkpoint/checkpoint.ts";
import type { ModelCard } from "../models/card.ts";

/** A tensor that differs from what the network needs. */
export interface Mismatch {
  /** Name of the tensor in the file. */
  readonly name: string;
  /** "missing" and "shape" prevent loading the model; an "unexpected" tensor is ignored. */
  readonly problem: "missing" | "shape" | "unexpected";
  /** Shape that the network needs, in which 0 stands for any length; null if it needs no tensor of that name. */
  readonly expected: readonly number[] | null;
  /** Shape in the file; null if the tensor is missing. */
  readonly found: readonly number[] | null;
}

/** Settings that no weights file contains: how the network is run, and its input. */
export interface ImportSettings {
  readonly architecture: ModelCard["architecture"];
  readonly input: ModelCard["input"];
}

/** Settings of a network that the lab builds itself from weights, as opposed to a TF.js model. */
export interface OwnSettings extends ImportSettings {
  readonly architecture: Exclude<ModelCard["architecture"], { kind: "tfjs" }>;
}

/** Everything that the user chooses before weights become a model. */
export interface ImportAnswers extends ImportSettings {
  /** Name shown in the Model list. */
  readonly name: string;
  /** Class names, one for each output of the file's last layer. */
  readonly classes: readonly string[];
}

/** A sensible set of settings to start with. */
export interface ImportPreset {
  /** Stable identifier, also used on the command line. */
  readonly id: string;
  /** A few words, for a list. */
  readonly label: string;
  /** One or two sentences: which models are run with these settings, and what was adapted to this file or machine. */
  readonly note: string;
  readonly settings: ImportSettings;
}

/** The result of inspecting a checkpoint. */
export interface Inspection {
  /** Name of the file, or of the file that lists the others. */
  readonly from: string;
  readonly format: CheckpointFormat | "TF.js layers model" | "TF.js graph model";
  readonly kind: ModelCard["architecture"]["kind"];
  /** Name of the network: "I3D", "C-LSTM". */
  readonly network: string;
  /** Source of the tensors' names, such as "pytorch-i3d" or "DeepMind’s kinetics-i3d". */
  readonly naming: string;
  readonly classCount: number;
  /** Number of values that the network takes from the file. */
  readonly parameters: number;
  /**
   * Number of rows that frames, size, stride and padding must give the dense layer, from all frames or from only the last
   * one; null if the network has no such layer. `settingsProblem` checks it.
   */
  readonly denseRows: number | null;
  readonly mismatches: readonly Mismatch[];
  /** Presets, best first; at least one. */
  readonly presets: readonly ImportPreset[];
}
