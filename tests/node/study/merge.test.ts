/** Merging files of records: nothing is counted twice, and everything left out is reported. */
import { describe, expect, test } from "vitest";
import { mergeRecords, readRecords } from "../../../src/study/merge.ts";
import { recordLine, type StudyRecord } from "../../../src/study/record.ts";
import { plan, record, result } from "./toy.ts";

const one = record("1.mp4", [result("a", "00110000")]);
const two = record("2.mp4", [result("a", "00011000")]);
const three = record("3.mp4", [result("a", "01110000")]);
const text = (...records: StudyRecord[]) => records.map(recordLine).join("");

test("shards in any order give the same records", () => {
  const files = [
    { name: "records-1-of-2.jsonl", text: text(three, one) },
    { name: "records-2-of-2.jsonl", text: text(two) },
  ];
  const merged = mergeRecords(files);
  expect(merged.records).toEqual([one, two, three]);
  expect(mergeRecords(files.toReversed()).records).toEqual(merged.records);
  expect(merged).toMatchObject({ plan: one.plan, duplicates: 0, conflicts: [], torn: [] });
});

test("a shard that ran twice counts nothing twice", () => {
  const files = [
    { name: "a", text: text(one, two) },
    { name: "b", text: text(one, two) },
  ];
  const merged = mergeRecords(files);
  expect(merged.records).toEqual([one, two]);
  expect(merged).toMatchObject({ duplicates: 2, conflicts: [] });
});

describe("records of one clip that disagree", () => {
  const merge = (other: StudyRecord) =>
    mergeRecords([
      { name: "a", text: text(one) },
      { name: "b", text: text(other) },
    ]);

  test.each([
    ["mask", { mask: [0, 0, 1, 1, 1, 0, 0, 0] }],
    ["OS", { scores: { os: 0.6, fs: 0.1, rs: 0.3 } }],
    ["predicted class", { predicted: { index: 1, name: "down", probability: 0.5 } }],
  ])("are reported: %s", (what, change) => {
    const { records, conflicts } = merge(record("1.mp4", [result("a", "00110000", change)]));
    expect(records).toEqual([one]);
    expect(conflicts).toEqual([expect.stringContaining(what)]);
    expect(conflicts[0]).toMatch(/^1\.mp4: a and b disagree/);
  });

  test("do not include those that differ by rounding on another backend", () => {
    const scores = { os: 0.7001, fs: 0.1, rs: 0.3 };
    const same = record("1.mp4", [result("a", "00110000", { scores, backend: "webgpu" })]);
    expect(merge(same).conflicts).toEqual([]);
  });

  test("a record with results replaces one with a problem, whichever came first", () => {
    const bad = { ...one, problem: "It could not be read.", results: [] };
    expect(merge(bad).records).toEqual([one]);
    const files = [
      { name: "a", text: text(bad) },
      { name: "b", text: text(one) },
    ];
    expect(mergeRecords(files)).toMatchObject({ records: [one], duplicates: 1, conflicts: [] });
  });
});

describe("a killed run", () => {
  const torn = text(one) + recordLine(two).slice(0, 200);

  test("leaves a torn last line, which is left out and reported", () => {
    const merged = mergeRecords([{ name: "records-1-of-1.jsonl", text: torn }]);
    expect(merged.records).toEqual([one]);
    expect(merged.torn).toEqual([expect.stringMatching(/^records-1-of-1\.jsonl, line 2: it is cut short/)]);
  });

  test("leaves whole lines, to which records can be appended", () => {
    const { whole } = readRecords({ name: "a", text: torn });
    expect(whole).toBe(text(one));
    expect(mergeRecords([{ name: "a", text: whole + text(two) }]).records).toEqual([one, two]);
    // Appending to the torn text would lose the next record too.
    expect(mergeRecords([{ name: "a", text: torn + text(two) }]).records).toEqual([one]);
  });

  test("leaves a record if its last line lacks only the line break", () => {
    expect(readRecords({ name: "a", text: text(one).trimEnd() }).whole).toBe(text(one));
  });
});

describe("refuses", () => {
  const merge = (other: StudyRecord) =>
    mergeRecords([
      { name: "mine.jsonl", text: text(one) },
      { name: "theirs.jsonl", text: text(other) },
    ]);

  test.each([
    [
      "another preset",
      plan({ preset: "paper" }, ["a"]),
      /preset is "default" in one and "paper" in the other/,
    ],
    ["another operator", plan({ operator: "blur" }, ["a"]), /operator is "freeze".*"blur"/],
    [
      "other weights",
      { ...plan({}, ["a"]), models: [{ ...plan({}, ["a"]).models[0]!, hash: "x" }] },
      /models\.0\.hash/,
    ],
  ])("%s, naming both files and the difference", (_, other, message) => {
    expect(() => merge({ ...two, plan: other })).toThrow(message);
    expect(() => merge({ ...two, plan: other })).toThrow(/mine\.jsonl and theirs\.jsonl/);
  });

  test("an additional model", () => {
    const both = record("2.mp4", [result("a", "00110000"), result("b", "00110000")]);
    expect(() => merge(both)).toThrow(/models\.1 is absent in one and "b" in the other/);
  });

  test("a line that is not a record, and a record of a later or an earlier version", () => {
    const read = (value: unknown) => () =>
      readRecords({ name: "x.jsonl", text: `${JSON.stringify(value)}\n` });
    expect(read({ hello: 1 })).toThrow(/x\.jsonl, line 1/);
    expect(read({ ...one, version: 3 })).toThrow(/version 3.*Reload the page/);
    expect(read({ ...one, version: 1 })).toThrow(/version 1.*Make the file again/);
    expect(read({ ...one, results: [] })).toThrow(/results are not those of its plan/);
    expect(read(one)).not.toThrow(); // control
  });
});

test("no files give no study", () => {
  expect(mergeRecords([])).toMatchObject({ plan: null, records: [] });
});
