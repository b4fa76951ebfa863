/** Score columns of result tables: their cells, and which of them a table shows. */
import { formatScore } from "../parts/format.ts";

/** One number under a model's heading. `Result` is one model's result on one clip. */
export interface ScoreColumn<Key extends string, Result> {
  readonly key: Key;
  /** The paper's abbreviation, or one like it. */
  readonly short: string;
  /** The abbreviation spelled out. */
  readonly long: string;
  /** Returns the cell's number; null if the result has none. */
  readonly of: (result: Result) => number | null;
  /** Returns the number as text. Default: `formatScore`. */
  readonly format?: (value: number) => string;
}

/** Original, freeze and reverse score of a result; see the glossary. */
interface MaskScores {
  readonly os: number;
  readonly fs: number;
  readonly rs: number;
}

/** Returns the columns of the three scores that every result has. */
export function maskScoreColumns<Result>(
  scoresOf: (result: Result) => MaskScores,
): readonly ScoreColumn<keyof MaskScores, Result>[] {
  return [
    { key: "os", short: "OS", long: "original score", of: (result) => scoresOf(result).os },
    { key: "fs", short: "FS", long: "freeze score", of: (result) => scoresOf(result).fs },
    { key: "rs", short: "RS", long: "reverse score", of: (result) => scoresOf(result).rs },
  ];
}

/** Returns the columns in which at least one of the results fills its cell. */
export function filledColumns<Column extends ScoreColumn<string, Result>, Result>(
  columns: readonly Column[],
  results: readonly Result[],
): readonly Column[] {
  return columns.filter(({ of }) => results.some((result) => of(result) !== null));
}

/** Returns a cell's text; empty if it has no number. */
export function cellText<Result>(
  { of, format = formatScore }: ScoreColumn<string, Result>,
  result: Result,
): string {
  const value = of(result);
  return value === null ? "" : format(value);
}

/** Returns a model's score columns as columns to sort by, such as "1.os" with the name "I3D OS". */
export function scoreSortColumns<Model extends string, Key extends string>(
  model: Model,
  modelName: string,
  scores: readonly { readonly key: Key; readonly short: string }[],
): { readonly column: `${Model}.${Key}`; readonly name: string }[] {
  return scores.map(({ key, short }) => ({
    column: `${model}.${key}` as const,
    name: `${modelName} ${short}`,
  }));
}
