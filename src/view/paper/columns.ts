/** Columns of the paper's tables. */
import type { ResultColumn, SortColumn } from "../../paper/sort-rows.ts";
import { MODELS, type ModelResult, type ResultTable } from "../../paper/table.ts";
import {
  filledColumns,
  maskScoreColumns,
  scoreSortColumns,
  type ScoreColumn,
} from "../table/score-columns.ts";

/** A score of the paper under a model's heading. */
export type PaperColumn = ScoreColumn<Exclude<ResultColumn, "mask">, ModelResult>;

const SCORES: readonly PaperColumn[] = [
  ...maskScoreColumns((result: ModelResult) => result),
  { key: "cs", short: "CS", long: "score of the true class", of: ({ cs }) => cs },
  {
    key: "p",
    short: "P",
    long: "predicted class",
    of: ({ predicted }) => predicted?.index ?? null,
    format: String,
  },
];

/** Returns the score columns in which the table fills at least one cell. */
export function scoreColumnsOf({ rows }: ResultTable): readonly PaperColumn[] {
  return filledColumns(
    SCORES,
    rows.flatMap((row) => MODELS.map(({ key }) => row[key])),
  );
}

/** A sortable column with its full name, such as "I3D OS". */
export interface NamedColumn {
  readonly column: SortColumn;
  readonly name: string;
}

/** Returns every sortable column of a table with these scores, from left to right. */
export function sortColumnsOf(scores: readonly PaperColumn[]): readonly NamedColumn[] {
  return [
    { column: "class", name: "Class" },
    ...scoreSortColumns("i3d", "I3D", scores),
    { column: "i3d.mask", name: "I3D mask length" },
    { column: "clstm.mask", name: "C-LSTM mask length" },
    ...scoreSortColumns("clstm", "C-LSTM", scores),
  ];
}
