/**
 * Records of several files as one study: shards of one run, runs that were broken off and taken up again. Every clip
 * counts once, and whatever is left out is told.
 */
import { LabError } from "../base/errors.ts";
import { jsonOrNull } from "../base/parse-json.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import { planDifference, type StudyPlan } from "./plan.ts";
import { parseRecord, type StudyRecord } from "./record.ts";

/** A file of records. */
export interface RecordsFile {
  /** For messages. */
  readonly name: string;
  /** One record a line. */
  readonly text: string;
}

/** What a file holds. */
export interface ReadRecords {
  readonly records: readonly StudyRecord[];
  /** The text without what a killed run left of a line, so that the next record can be appended. */
  readonly whole: string;
  /** What is no whole record, in words. */
  readonly torn: readonly string[];
}

/** Several files as one. */
export interface MergedStudy {
  /** Null where there is no record at all. */
  readonly plan: StudyPlan | null;
  /** By key, so that the order of files changes no figure. */
  readonly records: readonly StudyRecord[];
  /** Records left out because their clip had one already. */
  readonly duplicates: number;
  /** Of these, the ones that said something else, in words. */
  readonly conflicts: readonly string[];
  readonly torn: readonly string[];
}

/**
 * Reads a file's lines. A line that is not JSON is what a killed run left; it is told and left out.
 *
 * @throws {LabError} "value" for a line that is JSON but no record of this version.
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
 * Merges files. Of several records of a clip the first one without a problem counts, or the first.
 *
 * @throws {LabError} "value" for records of different models or settings, naming both files and what differs; as
 *   `readRecords` does.
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
          `${record.clip.name}: ${known.file} and ${file.name} disagree (${how}); the first is kept.`,
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

/** @throws {LabError} "value" where the plans differ. */
export function requireSamePlan(
  one: { readonly plan: StudyPlan; readonly file: string },
  other: { readonly plan: StudyPlan; readonly file: string },
): void {
  const difference = planDifference(one.plan, other.plan);
  if (difference === null) return;
  throw new LabError(
    "value",
    `study: ${one.file} and ${other.file} are of different studies: ${difference}. ` +
      "Give each study a folder of its own.",
  );
}

/** Scores of the same search on two machines lie closer than this. */
const SCORES_AGREE = 0.01;

/** In what two records of a clip differ by more than rounding; null where in nothing, or where one has a problem. */
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
