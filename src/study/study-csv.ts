/**
 * A study as CSV, one row per clip and model, for spreadsheets and data frames. New columns are only added at the end.
 */
import { csvLine, type CsvCell } from "../base/csv.ts";
import { maskRuns, SHOWN_ON } from "../math/mask-runs.ts";
import { STUDY_MEASURES } from "./measures.ts";
import type { StudyRecord, StudyResult } from "./record.ts";

type Row = readonly [record: StudyRecord, result: StudyResult | null];

/** Columns about the clip, filled even if it has a problem. */
const OF_CLIP: Readonly<Record<string, (record: StudyRecord) => CsvCell>> = {
  clip: ({ clip }) => clip.name,
  key: ({ key }) => key,
  true_class: ({ clip }) => clip.label,
  problem: ({ problem }) => problem,
};

const OF_RESULT: Readonly<Record<string, (result: StudyResult) => CsvCell>> = {
  model_id: ({ modelId }) => modelId,
  class: ({ target }) => target.name,
  class_from: ({ target }) => target.from,
  predicted_class: ({ predicted }) => predicted.name,
  predicted_score: ({ predicted }) => predicted.probability,
  operator: ({ operator }) => operator,
  fs: ({ scores }) => scores.fs,
  rs: ({ scores }) => scores.rs,
  cs: ({ cs }) => cs,
  /** Runs of frames that are on, first and last frame counted from 1: "5-9 12-12". */
  on: ({ mask }) => maskRuns(mask, SHOWN_ON).map(spanText).join(" "),
  event: ({ truth }) => (truth === null ? null : spanText(truth.event)),
  mask: ({ mask }) => mask.join(" "),
  stopped: ({ stopped }) => stopped,
  backend: ({ backend }) => backend,
  notes: ({ notes }) => notes.join(" "),
  link: ({ link }) => link,
};

function spanText([first, last]: readonly [number, number]): string {
  return `${first + 1}-${last + 1}`;
}

/** Returns the header and a row for each clip and model; a clip with a problem has one row. */
export function studyCsv(records: readonly StudyRecord[]): string {
  const rows = records.flatMap((record): Row[] =>
    record.results.length === 0 ? [[record, null]] : record.results.map((result) => [record, result]),
  );
  const header = [
    ...Object.keys(OF_CLIP),
    ...Object.keys(OF_RESULT),
    ...STUDY_MEASURES.map(({ key }) => key),
  ];
  return [header, ...rows.map(cellsOf)].map(csvLine).join("");
}

function cellsOf([record, result]: Row): CsvCell[] {
  const of = <A>(fill: (result: StudyResult) => A) => (result === null ? null : fill(result));
  return [
    ...Object.values(OF_CLIP).map((fill) => fill(record)),
    ...Object.values(OF_RESULT).map((fill) => of(fill)),
    ...STUDY_MEASURES.map((measure) => of((found) => sixDigits(measure.of(found, record)))),
  ];
}

/** Rounds to six digits: a difference of rounded scores may have more digits than either. */
function sixDigits(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(6));
}
