/**
 * Merges the records of several files into one study: shards of one run, or runs that were stopped and resumed. Every
 * clip counts once, and everything left out is reported.
 */
import { LabError } from "../base/errors.ts";
import { jsonOrNull } from "../base/parse-json.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import { planDifference, type StudyPlan } from "./plan.ts";
import { parseRecord, type StudyRecord } from "./record.ts";

/** A file of records. */
export interface RecordsFile {
  /** Name, for messages. */
  readonly name: string;
  /** Content: one record per line. */
  readonly text: string;
}

/** Content of one file. */
export interface ReadRecords {
  readonly records: readonly StudyRecord[];
  /** The text without lines that a killed run cut short, so that the next record can be appended. */
  readonly whole: string;
  /** One message per line that is not a whole record. */
  readonly torn: readonly string[];
}

/** Several files merged into one study. */
export interface MergedStudy {
  /** Null if there is no record. */
  readonly plan: StudyPlan | null;
  /** Sorted by key, so that the order of the files does not affect any figure. */
  readonly records: readonly StudyRecord[];
  /** Number of records left out because their clip already had one. */
  readonly duplicates: number;
  /** One message per duplicate that disagrees with the record that counts. */
  readonly conflicts: readonly string[];
  /** One message per line that is not a whole record. */
  readonly torn: readonly string[];
}

/**
 * Reads a file's lines. A line that is not JSON was cut short when a run was killed; it is reported and left out.
 *
 * @throws {LabError} "value" for a line that is JSON but not a record of this version.
 */
export function readRecords({ name, text }: RecordsFile): ReadRecords {
  const records: StudyRecord[] = [];
  const torn: string[] = [];
  const whole: string[] = [];
  text.split("\n").forEach((line, i) => {
    if (line.trim() === "") return;
    const from = `${name}, line ${i + 1}`;
    const value = jsonOrNull(line);
    if (value === null) {
      torn.push(`${from}: it is cut short, so its clip is not counted unless it has another line.`);
      return;
    }
    records.push(parseRecord(value, from));
    whole.push(`${line}\n`);
  });
  return { records, whole: whole.join(""), torn };
}

/**
 * Merges files. Of several records of a clip, the first without a problem counts; if all have one, the first.
 *
 * @throws {LabError} "value" for records of different models or settings, naming both files and the difference; also
 *   the errors of `readRecords`.
 */
export function mergeRecords(files: readonly RecordsFile[]): MergedStudy {
  const kept = new Map<string, { record: StudyRecord; file: string }>();
  const conflicts: string[] = [];
  const torn: string[] = [];
  let plan: { plan: StudyPlan; file: string } | null = null;
  let duplicates = 0;
  for (const file of files) {
    const read = readRecords(file);
    torn.push(...read.torn);
    for (const record of read.records) {
      plan ??= { plan: record.plan, file: file.name };
      requireSamePlan(plan, { plan: record.plan, file: file.name });
      const known = kept.get(record.key);
      if (known === undefined) {
        kept.set(record.key, { record, file: file.name });
        continue;
      }
      duplicates += 1;
      if (known.record.problem !== null && record.problem === null)
        kept.set(record.key, { record, file: file.name });
      const how = disagreement(known.record, record);
      if (how !== null)
        conflicts.push(
          `${record.clip.name}: ${known.file} and ${file.name} disagree (${how}); the first one counts.`,
        );
    }
  }
  const byKey = [...kept.values()].sort((a, b) => (a.record.key < b.record.key ? -1 : 1));
  return {
    plan: plan?.plan ?? null,
    records: byKey.map(({ record }) => record),
    duplicates,
    conflicts,
    torn,
  };
}

/**
 * Checks that two files belong to the same study.
 *
 * @throws {LabError} "value" if their plans differ, naming both files and the difference.
 */
export function requireSamePlan(
  one: { readonly plan: StudyPlan; readonly file: string },
  other: { readonly plan: StudyPlan; readonly file: string },
): void {
  const difference = planDifference(one.plan, other.plan);
  if (difference === null) return;
  throw new LabError(
    "value",
    `study: ${one.file} and ${other.file} belong to different studies: ${difference}. Use one folder per study.`,
  );
}

/** Largest difference between scores of the same search on two machines. */
const SCORES_AGREE = 0.01;

/** Returns where two records of a clip differ by more than rounding; null if nowhere, or if either has a problem. */
function disagreement(a: StudyRecord, b: StudyRecord): string | null {
  if (a.problem !== null || b.problem !== null) return null;
  if (a.clip.label !== b.clip.label) return "its label";
  for (const [i, one] of a.results.entries()) {
    const other = b.results[i]!;
    if (one.target.index !== other.target.index) return `${one.modelId}: the class explained`;
    if (one.predicted.index !== other.predicted.index) return `${one.modelId}: the predicted class`;
    if (one.mask.some((m, t) => m > SHOWN_ON !== other.mask[t]! > SHOWN_ON))
      return `${one.modelId}: the mask`;
    for (const score of ["os", "fs", "rs", "own"] as const) {
      if (Math.abs((one.scores[score] ?? 0) - (other.scores[score] ?? 0)) > SCORES_AGREE)
        return `${one.modelId}: ${score.toUpperCase()}`;
    }
  }
  return null;
}
