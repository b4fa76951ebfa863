/**
 * A table of results as in the paper: one clip per row, both models side by side. Plain data. `published.ts` and
 * `lab.ts` make its rows.
 */
import type { MaskResult } from "../result/mask-result.ts";

/** Key of each of the two compared models, as used in rows. */
export type ModelKey = "i3d" | "clstm";

/** The models in the paper's order, with the paper's names. */
export const MODELS: readonly { readonly key: ModelKey; readonly name: string }[] = [
  { key: "i3d", name: "I3D" },
  { key: "clstm", name: "C-LSTM" },
];

/** The predicted class if it is not the true class: the paper's P. */
export interface PredictedClass {
  /** Index into the model's classes, 0-based. */
  readonly index: number;
  readonly name: string;
  /** Softmax probability; null if it was not published. */
  readonly probability: number | null;
}

/** Result of one model's search on one clip. Scores are softmax probabilities in [0, 1]. */
export interface ModelResult {
  readonly os: number;
  readonly fs: number;
  readonly rs: number;
  /** Score of the true class if the predicted class was explained; null otherwise. */
  readonly cs: number | null;
  readonly predicted: PredictedClass | null;
  /** [T] in [0, 1]; 1 = frame perturbed. */
  readonly mask: readonly number[];
  /** Steps taken and why the search stopped; null if they were not published. */
  readonly search: Pick<MaskResult, "steps" | "stopped" | "proof"> | null;
  /** Permalink fragment, `#` included, that opens this result; null if the lab does not have the clip. */
  readonly link: string | null;
}

/** One clip with both models' results. */
export interface TableRow extends Readonly<Record<ModelKey, ModelResult>> {
  readonly id: string;
  /** The true class. */
  readonly className: string;
  /** Part of the source that contains it, such as "main article"; empty if the source has no parts. */
  readonly section: string;
  /** Remark on this row; usually empty. */
  readonly note: string;
  /** File name of its picture in `public/clips`; null if there is none. */
  readonly thumbnail: string | null;
  /** True event, first and last frame (0-based, inclusive); null if unknown. */
  readonly event: readonly [first: number, last: number] | null;
  /** Permalink fragment that opens both models' results side by side; null if the lab does not have the clip. */
  readonly link: string | null;
}

/** All rows, in the source's order. */
export interface ResultTable {
  /** Number of frames in every mask. */
  readonly T: number;
  readonly rows: readonly TableRow[];
}

/** Returns the names of all classes in the table, each once, sorted. */
export function classesOf({ rows }: ResultTable): readonly string[] {
  return [...new Set(rows.map(({ className }) => className))].sort((a, b) => a.localeCompare(b, "en"));
}
