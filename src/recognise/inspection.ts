/** What a checkpoint turned out to hold and what its user must still say, as plain data that crosses to the page. */
import type { CheckpointFormat } from "../checkpoint/checkpoint.ts";
import type { ModelCard } from "../models/card.ts";

/** One tensor that is not as the network needs it, in the file's own naming. */
export interface Mismatch {
  readonly name: string;
  /** A missing or misshapen one keeps the model out; an unexpected one is left aside. */
  readonly problem: "missing" | "shape" | "unexpected";
  /** Null where nothing is expected of that name. A dimension of 0 may have any length. */
  readonly expected: readonly number[] | null;
  /** Null where the file has nothing of that name. */
  readonly found: readonly number[] | null;
}

/** What no file of weights says: how the network is run, and on what. */
export interface ImportSettings {
  readonly architecture: ModelCard["architecture"];
  readonly input: ModelCard["input"];
}

/** The same of a network that the lab builds itself from weights, as opposed to a TF.js model, which brings its own. */
export interface OwnSettings extends ImportSettings {
  readonly architecture: Exclude<ModelCard["architecture"], { kind: "tfjs" }>;
}

/** All that is asked before weights become a model. */
export interface ImportAnswers extends ImportSettings {
  /** Shown in the Model list. */
  readonly name: string;
  /** As many as the file's last layer has outputs. */
  readonly classes: readonly string[];
}

/** A sound set of settings, to begin with. */
export interface ImportPreset {
  /** Stable; also what the command line calls it. */
  readonly id: string;
  /** A few words for a list. */
  readonly label: string;
  /** One sentence: whose models are run so, and what was adapted to this file or machine. */
  readonly note: string;
  readonly settings: ImportSettings;
}

/** What was found. */
export interface Inspection {
  /** Name of the file, or of the one that lists the others. */
  readonly from: string;
  readonly format: CheckpointFormat | "TF.js layers model" | "TF.js graph model";
  readonly kind: ModelCard["architecture"]["kind"];
  /** "I3D", "C-LSTM". */
  readonly network: string;
  /** Whose names the tensors bear: "pytorch-i3d", "DeepMind’s kinetics-i3d", say. */
  readonly naming: string;
  readonly classCount: number;
  /** Numbers that the network takes from the file. */
  readonly parameters: number;
  /**
   * Rows that frames, size, stride and padding must give the dense layer (of all frames, or of the last alone); null
   * where the network takes any. `settingsProblem` checks them.
   */
  readonly denseRows: number | null;
  readonly mismatches: readonly Mismatch[];
  /** Best first; at least one. */
  readonly presets: readonly ImportPreset[];
}
