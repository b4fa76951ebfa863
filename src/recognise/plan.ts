/**
 * How a file's tensors become the weights that `models` builds a network from: one entry a weight. Each naming makes
 * such a plan from names and shapes; `mismatchesOf` compares it with what the file holds.
 */
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import type { ModelCard } from "../models/card.ts";
import type { NamedWeight } from "../models/weights.ts";
import type { ImportSettings, Mismatch, OwnSettings } from "./inspection.ts";

/** A weight that one tensor of the file gives. */
export interface WantedWeight {
  /** Our name. */
  readonly name: string;
  /** The file's name of it. */
  readonly file: string;
  /** Shape that it must have in the file; a 0 stands for any length but 0. */
  readonly expected: readonly number[];
  /**
   * The weight as `models` wants it.
   *
   * @param values  row-major, of a shape that fits `expected`; may be kept as they are.
   */
  arrange(values: Float32Array, shape: readonly number[], settings: ImportSettings): NamedWeight;
}

/** A weight that the file leaves out because it is the same number everywhere. */
export interface FilledWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly value: number;
}

/** What a file holds, read as one network in one naming. */
export interface ImportPlan {
  readonly kind: ModelCard["architecture"]["kind"];
  /** "I3D", "C-LSTM". */
  readonly network: string;
  /** Whose names the tensors bear. */
  readonly naming: string;
  /** The network with the settings that the file tells, and likely ones for those that it does not. */
  readonly architecture: OwnSettings["architecture"];
  /** Frames, size and value range where the file tells them. */
  readonly input: Partial<Pick<ModelCard["input"], "frames" | "height" | "width" | "range">>;
  /** Outputs of the last layer; 0 where that is missing. */
  readonly classCount: number;
  /** Rows of the dense layer; null where the network has none, or where it is missing. */
  readonly denseRows: number | null;
  readonly wanted: readonly WantedWeight[];
  readonly filled: readonly FilledWeight[];
  /** The file's names of tensors that the lab's network lacks and that change nothing as long as they are all 0. */
  readonly zeros: readonly string[];
  /** Whether a tensor that is in the file and not wanted may be passed over in silence. */
  passesOver(file: string): boolean;
}

/** One way of naming a network's tensors. */
export interface Naming {
  /**
   * Reads a checkpoint in this naming.
   *
   * @returns null where the tensors bear other names.
   * @throws {LabError} "weights" where the names are these but the network is one that the lab does not have.
   */
  read(checkpoint: Checkpoint): ImportPlan | null;
}

/** Whether a shape is the expected one, whose zeros stand for any length but 0. */
export function fitsShape(shape: readonly number[], expected: readonly number[]): boolean {
  return (
    shape.length === expected.length &&
    expected.every((n, axis) => (n === 0 ? shape[axis]! > 0 : shape[axis] === n))
  );
}

/** Where the file differs from the plan, in the file's own names: what keeps the model out first. */
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
