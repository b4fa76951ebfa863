/** Which score columns a table has, and how each of its cells is written. */
import type { ResultColumn, SortColumn } from "../../paper/sort-rows.ts";
import { MODELS, type ModelKey, type ModelResult, type ResultTable } from "../../paper/table.ts";
import { formatScore } from "../format.ts";

/** One score under a model's heading. */
export interface ScoreColumn {
  readonly key: Exclude<ResultColumn, "mask">;
  /** The paper's abbreviation. */
  readonly short: string;
  /** What it stands for. */
  readonly long: string;
  /** Empty where the cell is. */
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

/** The score columns in which at least one cell of the table is filled. */
export function scoreColumnsOf({ rows }: ResultTable): readonly ScoreColumn[] {
  return SCORES.filter(({ text }) => rows.some((row) => MODELS.some(({ key }) => text(row[key]) !== "")));
}

/** A column by which rows can be ordered, with its name in full: "I3D OS". */
export interface NamedColumn {
  readonly column: SortColumn;
  readonly name: string;
}

/** Every column of a table that has these scores, from left to right. */
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
