/** Columns of a study's table, and the values they sort by. */
import { lengthOf } from "../../statistics/mask-measures.ts";
import type { StudyPlan } from "../../study/plan.ts";
import type { StudyRecord, StudyResult } from "../../study/record.ts";
import {
  filledColumns,
  maskScoreColumns,
  scoreSortColumns,
  type ScoreColumn,
} from "../table/score-columns.ts";

/** A number shown for each model's result. */
export type StudyScore = ScoreColumn<"os" | "fs" | "rs" | "own" | "iou", StudyResult>;

/** "clip", "class", or a model's index in the plan with one of its columns, such as "0.os" or "1.mask". */
export type StudyColumn = "clip" | "class" | `${number}.${StudyScore["key"] | "mask"}`;

const SCORES: readonly StudyScore[] = [
  ...maskScoreColumns(({ scores }: StudyResult) => scores),
  {
    key: "own",
    short: "Own",
    long: "score under the study’s own operator",
    of: ({ scores }) => scores.own ?? null,
  },
  { key: "iou", short: "IoU", long: "overlap of mask and true event", of: ({ truth }) => truth?.iou ?? null },
];

/** Columns shown even before a result has arrived. */
const ALWAYS: readonly string[] = ["os", "fs", "rs"];

/** Returns OS, FS and RS, and the other score columns in which at least one cell is filled. */
export function scoreColumnsOf(records: readonly StudyRecord[]): readonly StudyScore[] {
  const filled = filledColumns(
    SCORES,
    records.flatMap(({ results }) => results),
  );
  return SCORES.filter((score) => ALWAYS.includes(score.key) || filled.includes(score));
}

/** Returns every sortable column with its full name. */
export function sortColumnsOf(
  { models }: StudyPlan,
  scores: readonly StudyScore[],
): readonly { readonly column: StudyColumn; readonly name: string }[] {
  return [
    { column: "clip", name: "Clip" },
    { column: "class", name: "Class" },
    ...models.flatMap(({ name }, i) => [
      ...scoreSortColumns(`${i}`, name, scores),
      { column: `${i}.mask` as const, name: `${name} mask length` },
    ]),
  ];
}

/** Returns the value a record sorts by; null if the cell is empty. */
export function valueOf(record: StudyRecord, column: StudyColumn): number | string | null {
  if (column === "clip") return record.clip.name;
  if (column === "class") return classOf(record);
  const [at, key] = column.split(".");
  const result = record.results[Number(at)];
  if (result === undefined) return null;
  if (key === "mask") return lengthOf(result);
  return SCORES.find((score) => score.key === key)?.of(result) ?? null;
}

/** Returns the true class; null if unknown. */
export function classOf({ clip }: StudyRecord): string | null {
  return clip.label;
}

/** Returns whether a record's clip, class, predictions or problem contain all the words, in any order. */
export function matches(record: StudyRecord, words: string): boolean {
  const { clip, problem, results } = record;
  const text = [clip.name, clip.label, problem, ...results.map(({ predicted }) => predicted.name)]
    .join("\n")
    .toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
