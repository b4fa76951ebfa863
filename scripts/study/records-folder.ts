/** The folder of a study's records: a file a shard, written so that a killed run loses at most the clip it was on. */
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

/** Makes the folder where there is none. @throws {Error} where that cannot be done. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`--out: the folder ${folder} cannot be made (${code ?? String(error)}).`, {
      cause: error,
    });
  }
}

/** All records of the folder as one study, other shards' included. @throws as `mergeRecords`; {Error} for no folder. */
export function readFolder(folder: string): MergedStudy {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => RECORDS.test(name));
  } catch (error) {
    throw new Error(`--out: ${folder} is not a folder that can be read.`, { cause: error });
  }
  const files = names
    .sort()
    .map((name): RecordsFile => ({ name, text: readFileSync(join(folder, name), "utf8") }));
  return mergeRecords(files);
}

/** A shard's file, open for more records. */
export interface RecordsWriter {
  /** The record is on the disk when this returns. */
  append(record: StudyRecord): void;
  close(): void;
}

/** Opens the shard's file. What a killed run left of a line is cut off first, or the next record would be lost with it. */
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

/** Whole or not at all, also where several shards end at once. */
function replaceFile(path: string, text: string): void {
  const next = `${path}.${process.pid}.tmp`;
  writeFileSync(next, text);
  renameSync(next, path);
}

/** Merges the folder and writes summary.json and clips.csv into it. @throws as `readFolder`; for no record. */
export function writeSummary(folder: string): StudySummary {
  const merged = readFolder(folder);
  if (merged.plan === null) throw new Error(`--out: ${folder} holds no records (records-1-of-1.jsonl, say).`);
  const summary = studySummary(merged);
  replaceFile(join(folder, "summary.json"), `${JSON.stringify(summary, null, 2)}\n`);
  replaceFile(join(folder, "clips.csv"), studyCsv(merged.records));
  return summary;
}
