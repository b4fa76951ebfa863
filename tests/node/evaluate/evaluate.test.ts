/** The figures of `npm run evaluate` by hand, and its errors for folders that it cannot use. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readLabels } from "../../../scripts/evaluate/labels.ts";
import { measure } from "../../../scripts/evaluate/measures.ts";

const classes = ["up", "down", "left", "right", "still"];

test("measure counts top-1 and top-3, over all classes and among those that occur", () => {
  // Only up and left occur as labels. The comments give the classes by falling probability.
  const answers = [
    { file: "a", label: 0, probabilities: [0.6, 0.1, 0.2, 0.05, 0.05] }, // up: right
    { file: "b", label: 0, probabilities: [0.2, 0.4, 0.1, 0.25, 0.05] }, // down, right, up: third, first among
    { file: "c", label: 2, probabilities: [0.3, 0.26, 0.1, 0.24, 0.1] }, // up, down, right, left: fourth, second among
    { file: "d", label: 2, probabilities: [0, 0, 1, 0, 0] }, // left: right
  ];
  expect(measure("toy", classes, answers)).toEqual({
    id: "toy",
    clips: 4,
    top1: 0.5,
    top3: 0.75,
    top1Among: 0.75,
    top3Among: 1,
    confusion: { up: { up: 1, down: 1 }, left: { up: 1, left: 1 } },
  });
});

describe("readLabels", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "freezeframe-labels-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const withLabels = (text: string) => {
    writeFileSync(join(folder, "labels.json"), text);
    return () => readLabels(folder);
  };

  test("reads files and classes, and ignores other fields", () => {
    const read = withLabels('[{ "file": "1.mp4", "class": "up", "classId": 45 }]');
    expect(read()).toEqual([{ file: "1.mp4", class: "up" }]); // control
  });

  test.each([
    ["not JSON", "[", /not JSON/],
    ["an empty list", "[]", /labels\.json/],
    ["an entry without a class", '[{ "file": "1.mp4" }]', /0\.class/],
  ])("refuses %s", (_, text, message) => {
    expect(withLabels(text)).toThrow(message);
  });

  test("refuses a missing folder, and one without labels.json, naming it", () => {
    expect(() => readLabels(join(folder, "absent"))).toThrow(/absent is not a folder/);
    const empty = mkdtempSync(join(tmpdir(), "freezeframe-labels-"));
    expect(() => readLabels(empty)).toThrow(/labels\.json is missing/);
    rmSync(empty, { recursive: true });
  });
});
