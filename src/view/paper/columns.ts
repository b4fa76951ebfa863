/** Score columns of the paper's tables, and the text of their cells. */
import type { ResultColumn, SortColumn } from "../../paper/sort-rows.ts";
import { MODELS, type ModelKey, type ModelResult, type ResultTable } from "../../paper/table.ts";
import { formatScore } from "../format.ts";

/** One score under a model's heading. */
export interface ScoreColumn {
  readonly key: Exclude<ResultColumn, "mask">;
  /** The paper's abbreviation. */
  readonly short: string;
  /** The abbreviation spelled out. */
  readonly long: string;
  /** Returns the cell's text; empty if the result has no such score. */
  readonly text: (result: ModelResult) => string;
}

const orEmpty = (score: number | null) => (score === null ? "" : formatScore(score));

const SCORES: readonly ScoreColumn[] = [
  { key: "os", short: "OS", long: "original score", text: ({ os }) => formatScore(os) },
  { key: "fs", short: "FS", long: "freeze score", text: ({ fs }) => formatScore(fs) },
  { key: "rs", short: "RS", long: "reverse score", text: ({ rs }) => formatScore(rs) },
  { key: "cs", short: "CS", long: "score of the true class", text: ({ cs }) => orEmpty(cs) },
  { key: "p", short: "P", long: "predicted class", text: ({ predicted }) => String(predicted?.index ?? "") },
];

/** Returns the score columns in which the table fills at least one cell. */
export function scoreColumnsOf({ rows }: ResultTable): readonly ScoreColumn[] {
  return SCORES.filter(({ text }) => rows.some((row) => MODELS.some(({ key }) => text(row[key]) !== "")));
}

/** A sortable column with its full name, such as "I3D OS". */
export interface NamedColumn {
  readonly column: SortColumn;
  readonly name: string;
}

/** Returns every sortable column of a table with these scores, from left to right. */
export function sortColumnsOf(scores: readonly ScoreColumn[]): readonly NamedColumn[] {
  const scoresOf = (key: ModelKey, name: string) =>
    scores.map((score): NamedColumn => ({ column: `${key}.${score.key}`, name: `${name} ${score.short}` }));
  return [
    { column: "class", name: "Class" },
    ...scoresOf("i3d", "I3D"),
    { column: "i3d.mask", name: "I3D mask length" },
    { column: "clstm.mask", name: "C-LSTM mask length" },
    ...scoresOf("clstm", "C-LSTM"),
  ];
}
