/**
 * The plan by which a file's tensors become the weights of a network in `models`, with one entry per weight. Each naming
 * makes such a plan from names and shapes; `mismatchesOf` compares it with the file.
 */
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import type { ModelCard } from "../models/card.ts";
import type { NamedWeight } from "../models/weights.ts";
import type { ImportSettings, Mismatch, OwnSettings } from "./inspection.ts";

/** A weight that comes from one tensor of the file. */
export interface WantedWeight {
  /** Name in `models`. */
  readonly name: string;
  /** Name in the file. */
  readonly file: string;
  /** Shape that it must have in the file; a 0 stands for any length except 0. */
  readonly expected: readonly number[];
  /**
   * Returns the weight in the layout that `models` needs.
   *
   * @param values  Row-major, with a shape that fits `expected`; the result may share them.
   */
  arrange(values: Float32Array, shape: readonly number[], settings: ImportSettings): NamedWeight;
}

/** A weight that is not in the file because all its values are equal. */
export interface FilledWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly value: number;
}

/** A file, interpreted as one network in one naming. */
export interface ImportPlan {
  readonly kind: ModelCard["architecture"]["kind"];
  /** Name of the network: "I3D", "C-LSTM". */
  readonly network: string;
  /** Source of the tensors' names. */
  readonly naming: string;
  /** The network, with the settings from the file, or likely ones where it says nothing. */
  readonly architecture: OwnSettings["architecture"];
  /** Frames, size and value range, if the file gives them. */
  readonly input: Partial<Pick<ModelCard["input"], "frames" | "height" | "width" | "range">>;
  /** Number of outputs of the last layer; 0 if it is missing. */
  readonly classCount: number;
  /** Number of rows of the dense layer; null if the network has none or it is missing. */
  readonly denseRows: number | null;
  readonly wanted: readonly WantedWeight[];
  readonly filled: readonly FilledWeight[];
  /** File names of tensors that the lab's network lacks; they must be all 0, so that they have no effect. */
  readonly zeros: readonly string[];
  /** Returns whether an unwanted tensor in the file may be ignored silently. */
  passesOver(file: string): boolean;
}

/** A convention for naming a network's tensors. */
export interface Naming {
  /**
   * Makes a plan for a checkpoint in this naming.
   *
   * @returns null if the tensors have other names.
   * @throws {LabError} "weights" if the names match but the lab does not support the network.
   */
  read(checkpoint: Checkpoint): ImportPlan | null;
}

/** Returns whether a shape is the expected one, in which a 0 stands for any length except 0. */
export function fitsShape(shape: readonly number[], expected: readonly number[]): boolean {
  return (
    shape.length === expected.length &&
    expected.every((n, axis) => (n === 0 ? shape[axis]! > 0 : shape[axis] === n))
  );
}

/** Returns the differences between the file and the plan, in the file's names; those that prevent loading come first. */
export function mismatchesOf(plan: ImportPlan, { tensors }: Checkpoint): Mismatch[] {
  const missing: Mismatch[] = [];
  const misshapen: Mismatch[] = [];
  for (const { file, expected } of plan.wanted) {
    const found = tensors.get(file)?.shape ?? null;
    if (found === null) missing.push({ name: file, problem: "missing", expected, found });
    else if (!fitsShape(found, expected)) misshapen.push({ name: file, problem: "shape", expected, found });
  }
  const known = new Set([...plan.wanted.map(({ file }) => file), ...plan.zeros]);
  const unexpected = [...tensors]
    .filter(([file]) => !known.has(file) && !plan.passesOver(file))
    .map(([name, { shape }]): Mismatch => ({ name, problem: "unexpected", expected: null, found: shape }));
  return [...missing, ...misshapen, ...unexpected];
}
