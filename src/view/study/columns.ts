/** Columns of a study's table: the text of their cells, and the values they sort by. */
import { lengthOf } from "../../paper/measures.ts";
import { asModelResult } from "../../study/measures.ts";
import type { StudyPlan } from "../../study/plan.ts";
import type { StudyRecord, StudyResult } from "../../study/record.ts";
import { formatScore } from "../format.ts";

/** A number shown for each model's result. */
export interface ScoreColumn {
  readonly key: "os" | "fs" | "rs" | "own" | "iou";
  readonly short: string;
  readonly long: string;
  readonly of: (result: StudyResult) => number | null;
}

/** "clip", "class", or a model's index in the plan with one of its columns, such as "0.os" or "1.mask". */
export type StudyColumn = "clip" | "class" | `${number}.${ScoreColumn["key"] | "mask"}`;

const SCORES: readonly ScoreColumn[] = [
  { key: "os", short: "OS", long: "original score", of: ({ scores }) => scores.os },
  { key: "fs", short: "FS", long: "freeze score", of: ({ scores }) => scores.fs },
  { key: "rs", short: "RS", long: "reverse score", of: ({ scores }) => scores.rs },
  {
    key: "own",
    short: "Own",
    long: "score under the study’s own operator",
    of: ({ scores }) => scores.own ?? null,
  },
  { key: "iou", short: "IoU", long: "overlap of mask and true event", of: ({ truth }) => truth?.iou ?? null },
];

/** Returns OS, FS and RS, and the other score columns in which at least one cell is filled. */
export function scoreColumnsOf(records: readonly StudyRecord[]): readonly ScoreColumn[] {
  return SCORES.filter(
    ({ key, of }) =>
      ["os", "fs", "rs"].includes(key) ||
      records.some(({ results }) => results.some((each) => of(each) !== null)),
  );
}

/** Returns a cell's text; empty if it has no value. */
export function cellText({ of }: ScoreColumn, result: StudyResult): string {
  const value = of(result);
  return value === null ? "" : formatScore(value);
}

/** Returns every sortable column with its full name. */
export function sortColumnsOf(
  { models }: StudyPlan,
  scores: readonly ScoreColumn[],
): readonly { readonly column: StudyColumn; readonly name: string }[] {
  return [
    { column: "clip", name: "Clip" },
    { column: "class", name: "Class" },
    ...models.flatMap(({ name }, i) => [
      ...scores.map(({ key, short }) => ({ column: `${i}.${key}` as const, name: `${name} ${short}` })),
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
  if (key === "mask") return lengthOf(asModelResult(result));
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
