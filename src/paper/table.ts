/**
 * A table of results as the paper prints one: a clip a row, both models side by side. Plain data.
 * Where its rows come from is for `published.ts` and `lab.ts` to say.
 */

/** The two models that are compared, by the keys that rows use. */
export type ModelKey = "i3d" | "clstm";

/** The models in the paper's order, with the paper's names. */
export const MODELS: readonly { readonly key: ModelKey; readonly name: string }[] = [
  { key: "i3d", name: "I3D" },
  { key: "clstm", name: "C-LSTM" },
];

/** A class that a model predicted, where it is not the clip's true one: the paper's P. */
export interface PredictedClass {
  /** Index into the model's classes, 0-based. */
  readonly index: number;
  readonly name: string;
  /** Softmax probability; null where nobody published it. */
  readonly probability: number | null;
}

/** What one model's search came to on one clip. Scores are softmax probabilities in [0, 1]. */
export interface ModelResult {
  readonly os: number;
  readonly fs: number;
  readonly rs: number;
  /** Score of the true class, where the class explained is the predicted one. */
  readonly cs: number | null;
  readonly predicted: PredictedClass | null;
  /** [T] in [0, 1]; 1 = frame perturbed. */
  readonly mask: readonly number[];
  /** Steps taken and why no more were; null where nobody published it. */
  readonly search: { readonly steps: number; readonly stopped: "settled" | "all-steps" } | null;
  /** Permalink's fragment, `#` included, that opens this very result; null where the lab does not have the clip. */
  readonly link: string | null;
}

/** One clip with what both models made of it. */
export interface TableRow extends Readonly<Record<ModelKey, ModelResult>> {
  readonly id: string;
  /** The true class. */
  readonly className: string;
  /** Part of the source that it stands in, "main article" say; empty where there are no parts. */
  readonly section: string;
  /** What a reader must know of this row alone; empty mostly. */
  readonly note: string;
  /** Picture's file name in `public/clips`; null where there is none. */
  readonly thumbnail: string | null;
  /** True event, first and last frame (0-based, inclusive); null where unknown. */
  readonly event: readonly [first: number, last: number] | null;
  /** Permalink's fragment that opens both models' results side by side; null where the lab does not have the clip. */
  readonly link: string | null;
}

/** All rows, in the order of their source. */
export interface ResultTable {
  /** Frames of every mask. */
  readonly T: number;
  readonly rows: readonly TableRow[];
}

/** Each class that has a row, once, by name. */
export function classesOf({ rows }: ResultTable): readonly string[] {
  return [...new Set(rows.map(({ className }) => className))].sort((a, b) => a.localeCompare(b, "en"));
}
