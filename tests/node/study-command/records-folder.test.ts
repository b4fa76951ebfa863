/** The folder of records on a real disk: resumed after a kill, merged from shards. */
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeFolder, openRecords, readFolder, writeSummary } from "../../../scripts/study/records-folder.ts";
import { recordLine } from "../../../src/study/record.ts";
import { record, result } from "../study/toy.ts";

const one = record("1.mp4", [result("a", "00110000")]);
const two = record("2.mp4", [result("a", "00011000")]);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "freezeframe-study-records-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function append(shard: { i: number; n: number }, ...records: (typeof one)[]): void {
  const writer = openRecords(folder, shard);
  for (const each of records) writer.append(each);
  writer.close();
}

test("a record is on disk before the next one starts", () => {
  const writer = openRecords(folder, { i: 2, n: 3 });
  writer.append(one);
  expect(readFileSync(join(folder, "records-2-of-3.jsonl"), "utf8")).toBe(recordLine(one));
  writer.close();
});

test("after a kill in the middle of a line, writing resumes after the last whole line", () => {
  append({ i: 1, n: 1 }, one);
  const path = join(folder, "records-1-of-1.jsonl");
  appendFileSync(path, recordLine(two).slice(0, 100));
  expect(readFolder(folder)).toMatchObject({ records: [one], torn: [expect.stringContaining("line 2")] });
  append({ i: 1, n: 1 }, two);
  expect(readFolder(folder)).toMatchObject({ records: [one, two], torn: [] });
});

test("shards are merged into a summary and a table; running one twice changes neither", () => {
  append({ i: 1, n: 2 }, one);
  append({ i: 2, n: 2 }, two);
  const summary = writeSummary(folder);
  expect(summary.clips.explained).toBe(2);
  expect(readdirSync(folder).sort()).toEqual([
    "clips.csv",
    "records-1-of-2.jsonl",
    "records-2-of-2.jsonl",
    "summary.json",
  ]);
  expect(JSON.parse(readFileSync(join(folder, "summary.json"), "utf8"))).toEqual(summary);
  const table = readFileSync(join(folder, "clips.csv"), "utf8");
  append({ i: 2, n: 2 }, two);
  const again = writeSummary(folder);
  expect(again.models).toEqual(summary.models);
  expect(again.leftOut.duplicates).toBe(1);
  expect(readFileSync(join(folder, "clips.csv"), "utf8")).toBe(table);
});

test("an empty folder has no summary; a missing or impossible folder is refused", () => {
  expect(readFolder(folder).plan).toBeNull();
  expect(() => writeSummary(folder)).toThrow(/contains no records/);
  expect(() => readFolder(join(folder, "absent"))).toThrow(/absent is not a folder/);
  writeFileSync(join(folder, "file"), "");
  expect(() => makeFolder(join(folder, "file/below"))).toThrow(/cannot be created \(ENOTDIR\)/);
  makeFolder(join(folder, "deep/er")); // control
  expect(readFolder(join(folder, "deep/er")).records).toEqual([]);
});
