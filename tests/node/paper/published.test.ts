/** The published results, as the page ships them. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parsePublished } from "../../../src/paper/published.ts";
import { labError } from "../../support/lab-error.ts";
import { readCommittedReference } from "../../support/reference.ts";

const FILE = "public/paper/published.json";

type Published = Record<string, unknown> & {
  clips: Record<string, unknown>[];
  predictedClasses: Record<string, string>;
};

/** Returns a fresh copy of the shipped file, for the caller to damage. */
const shipped = () => JSON.parse(readFileSync(FILE, "utf8")) as Published;

describe("public/paper/published.json", () => {
  const table = parsePublished(shipped(), FILE);

  test("contains 30 clips of 11 classes, 8 from the main article and 22 from the appendix", () => {
    expect(table.rows).toHaveLength(30);
    expect(table.rows.filter(({ section }) => section === "main article")).toHaveLength(8);
    expect(new Set(table.rows.map(({ className }) => className)).size).toBe(11);
    expect(new Set(table.rows.map(({ id }) => id)).size).toBe(30);
  });

  test("reads scores, P with its name, CS and mask", () => {
    const row = table.rows.find(({ id }) => id === "81536");
    expect(row?.i3d).toEqual({
      os: 0.685,
      fs: 0.003,
      rs: 0.048,
      cs: 0.001,
      predicted: { index: 146, name: "Taking one of many similar things on the table", probability: null },
      mask: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1],
      search: null,
      link: null,
    });
  });

  test("equals the results in the reference vectors", () => {
    const clips = shipped().clips;
    for (const clip of clips) delete clip.note;
    expect(clips).toEqual(readCommittedReference("paper-results"));
  });
});

describe("parsePublished refuses, naming the file and the field", () => {
  test.each([
    { fault: "another kind of file", spoil: () => ({ clips: [] }), named: ["it is not a"] },
    { fault: "a later version", spoil: (file: Published) => ({ ...file, version: 2 }), named: ["version 2"] },
    {
      fault: "a score above 1",
      spoil: (file: Published) => (Object.assign(file.clips[0]!.i3d as object, { OS: 1.2 }), file),
      named: ["clips.0.i3d.OS"],
    },
    {
      fault: "a mask that is too short",
      spoil: (file: Published) => (Object.assign(file.clips[2]!.clstm as object, { mask: "0110" }), file),
      named: ["clip 28170", 4, 16],
    },
    {
      fault: "a P without a name",
      spoil: (file: Published) => (delete file.predictedClasses["146"], file),
      named: ["clip 81536", 146],
    },
    {
      fault: "an unknown field",
      spoil: (file: Published) => ({ ...file, colour: "blue" }),
      named: ["colour"],
    },
    { fault: "no clips", spoil: (file: Published) => ({ ...file, clips: [] }), named: ["clips"] },
  ])("$fault", ({ spoil, named }) => {
    expect(() => parsePublished(spoil(shipped()), FILE)).toThrow(labError("value", [FILE, ...named]));
  });
});
