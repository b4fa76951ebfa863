/**
 * The folder of a study's records, one file per shard. Records are written as they come, so a killed run loses only the
 * clip in progress.
 */
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { mergeRecords, readRecords, type MergedStudy, type RecordsFile } from "../../src/study/merge.ts";
import { recordLine, type StudyRecord } from "../../src/study/record.ts";
import { studyCsv } from "../../src/study/study-csv.ts";
import { studySummary, type StudySummary } from "../../src/study/summary.ts";
import type { Shard } from "./options.ts";

const RECORDS = /^records.*\.jsonl$/;

/**
 * Creates the folder if it does not exist.
 *
 * @throws {Error} if it cannot be created.
 */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`--out: the folder ${folder} cannot be created (${code ?? String(error)}).`, {
      cause: error,
    });
  }
}

/**
 * Merges all records in the folder, of all shards, into one study.
 *
 * @throws {Error} if the folder cannot be read; also the errors of `mergeRecords`.
 */
export function readFolder(folder: string): MergedStudy {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => RECORDS.test(name));
  } catch (error) {
    throw new Error(`--out: ${folder} is not a folder or cannot be read.`, { cause: error });
  }
  const files = names
    .sort()
    .map((name): RecordsFile => ({ name, text: readFileSync(join(folder, name), "utf8") }));
  return mergeRecords(files);
}

/** A shard's file, open for more records. */
export interface RecordsWriter {
  /** Appends a record; it is on disk when this returns. */
  append(record: StudyRecord): void;
  close(): void;
}

/**
 * Opens the shard's file. First removes a line that a killed run cut short; otherwise the next record would be lost
 * with it.
 */
export function openRecords(folder: string, { i, n }: Shard): RecordsWriter {
  const name = `records-${i}-of-${n}.jsonl`;
  const path = join(folder, name);
  const text = textOrEmpty(path);
  const { whole } = readRecords({ name, text });
  if (whole !== text) replaceFile(path, whole);
  const file = openSync(path, "a");
  return {
    append(record) {
      writeSync(file, recordLine(record));
      fsyncSync(file);
    },
    close: () => closeSync(file),
  };
}

function textOrEmpty(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}

/** Replaces the file in one step, so that shards that end at the same time do not mix their output. */
function replaceFile(path: string, text: string): void {
  const next = `${path}.${process.pid}.tmp`;
  writeFileSync(next, text);
  renameSync(next, path);
}

/**
 * Merges the records in the folder and writes summary.json and clips.csv into it.
 *
 * @throws {Error} if the folder has no records; also the errors of `readFolder`.
 */
export function writeSummary(folder: string): StudySummary {
  const merged = readFolder(folder);
  if (merged.plan === null)
    throw new Error(`--out: ${folder} contains no records (such as records-1-of-1.jsonl).`);
  const summary = studySummary(merged);
  replaceFile(join(folder, "summary.json"), `${JSON.stringify(summary, null, 2)}\n`);
  replaceFile(join(folder, "clips.csv"), studyCsv(merged.records));
  return summary;
}
