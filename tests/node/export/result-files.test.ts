/** Results as JSON and CSV: writing, reading back, and messages for files that are not results. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { resultCsv } from "../../../src/export/result-csv.ts";
import { fragmentOf } from "../../../src/export/result-link.ts";
import {
  isResultText,
  readResult,
  RESULT_FORMAT,
  writeResult,
  type ResultFile,
} from "../../../src/export/result-json.ts";
import { frameMeans } from "../../../src/math/spatiotemporal-mask.ts";
import { LabError } from "../../../src/base/errors.ts";
import { FREEZING, type LinkV4 } from "../../../src/result/link-fields.ts";
import { SOFTWARE_VERSION } from "../../../src/result/software.ts";
import { anyResult } from "../../support/arbitrary-results.ts";
import { fakeMeasured } from "../../support/page-harness/fake-measures.ts";
import { labError } from "../../support/lab-error.ts";
import { ROOT } from "../house/source-files.ts";
import { encodeV4 } from "../../support/links-v4.ts";

const FILE = "mine.json";
const MASK = [0, 0, 1, 0.75];

const scores = { os: 0.944, fs: 0.031, rs: 0.384 };
/** Contents of the link of `result`. */
const lane: LinkV4 = {
  modelId: "i3d",
  imported: null,
  grid: null,
  clip: { kind: "bundled", id: "up-1" },
  target: 3,
  preset: "default",
  maskKind: FREEZING,
  seed: 7,
  mask: MASK,
  scores,
  second: null,
};

/** A result as the page saves it, with a matching link. */
function result(part: Partial<ResultFile> = {}): ResultFile {
  const link = encodeV4(lane);
  return {
    format: RESULT_FORMAT,
    version: 1,
    software: { name: "Freezeframe", version: "0.1.0" },
    link: `https://lab.example/${link}`,
    clip: {
      name: "Disc moving up",
      source: { kind: "bundled", id: "up-1" },
      label: "Moving something up",
      eventFrames: [1, 2],
      timestampsS: [0, 0.5, 1, 1.5],
      durationS: 2,
      width: 1280,
      height: 720,
    },
    explanations: [
      {
        modelId: "i3d",
        modelName: "I3D",
        target: { index: 3, name: "Moving something up" },
        preset: "default",
        seed: 7,
        origin: "learnt",
        mask: MASK,
        scores,
        steps: 60,
        stopped: "settled",
        backend: "wasm",
        predictions: [{ index: 3, name: "Moving something up", probability: 0.944 }],
        history: [{ loss: 0.5, l1: 0.1, tv: 0.1, classScore: 0.3 }],
      },
    ],
    ...part,
  };
}

/** The result's explanation with changes that its type would not allow. */
function spoilt(part: Record<string, unknown>): string {
  return JSON.stringify({ ...result(), explanations: [{ ...result().explanations[0], ...part }] });
}

describe("JSON", () => {
  test("any result that is written is read back", () => {
    fc.assert(
      fc.property(anyResult, (any) => {
        expect(readResult(writeResult(any), FILE)).toEqual(any);
      }),
      { numRuns: 50 },
    );
  });

  test("a name that looks like a list is not changed", () => {
    const odd = result({ clip: { ...result().clip, name: "[  1,  2  ]" } });
    expect(readResult(writeResult(odd), FILE).clip.name).toBe("[  1,  2  ]");
  });

  test("is laid out for people, lists of numbers on one line", () => {
    const trust = { level: "mixed" as const, summary: "So so.", measured: fakeMeasured() };
    const text = writeResult(result({ explanations: [{ ...result().explanations[0]!, trust }] }));
    expect(text.split("\n")).toContain('      "mask": [0, 0, 1, 0.75],');
    expect(text).toMatch(/"start": \[false, false, false, false, true, [^\n]* false\]\n/);
    expect(text.startsWith('{\n  "format": "freezeframe-result",\n  "version": 1,\n')).toBe(true);
  });

  test("the example in the documentation is valid, and every field is described there", () => {
    const docs = readFileSync(join(ROOT, "docs/result-format.md"), "utf8");
    const [, example] = /```json\n([\s\S]*?)```/.exec(docs) ?? [];
    const read = readResult(example ?? "", "docs/result-format.md");
    expect(read.explanations[0]?.mask).toHaveLength(16);
    expect(fragmentOf(read, "docs/result-format.md")).toMatch(/^#v1\./);
    const fields = [read, read.clip, read.explanations[0]].flatMap((part) => Object.keys(part ?? {}));
    expect(fields.filter((field) => !docs.includes(`\`${field}\``))).toEqual([]);
  });

  test.each([
    { name: "an empty file", text: "", parts: ["not JSON"] },
    { name: "a text", text: "Hello, world", parts: ["not JSON"] },
    { name: "half a result", text: writeResult(result()).slice(0, 400), parts: ["not JSON"] },
    { name: "a list", text: "[1, 2]", parts: ["not a result", RESULT_FORMAT] },
    { name: "null", text: "null", parts: ["not a result"] },
    { name: "foreign JSON", text: '{"version": 1, "mask": [0, 1]}', parts: ["not a result"] },
    {
      name: "a result of a later version",
      text: JSON.stringify({ ...result(), version: 3 }),
      parts: ["later version", 3, "reads 2"],
    },
    {
      name: "a version that is none",
      text: JSON.stringify({ ...result(), version: "1" }),
      parts: ["version"],
    },
    {
      name: "a mask value above 1",
      text: spoilt({ mask: [0, 0, 1, 1.2] }),
      parts: ["explanations.0.mask.3"],
    },
    { name: "a mask too short", text: spoilt({ mask: [0, 1] }), parts: ["2 values", "4 frames"] },
    {
      name: "a score that is no number",
      text: spoilt({ scores: { os: "1", fs: 0, rs: 0 } }),
      parts: ["scores.os"],
    },
    {
      name: "what was measured of a longer mask",
      text: spoilt({ trust: { level: "mixed", summary: "So so.", measured: fakeMeasured() } }),
      parts: ["explanations.0.trust.measured.windows.T", "16, not 4"],
    },
    {
      name: "a verdict without what it rests on",
      text: spoilt({ trust: { level: "supported", summary: "Believe me." } }),
      parts: ["explanations.0.trust.measured"],
    },
    { name: "an unknown preset", text: spoilt({ preset: "mine" }), parts: ["explanations.0.preset"] },
    { name: "a missing clip", text: JSON.stringify({ ...result(), clip: undefined }), parts: ["clip"] },
    {
      name: "no explanation",
      text: JSON.stringify({ ...result(), explanations: [] }),
      parts: ["explanations"],
    },
    {
      name: "a link that is no address",
      text: JSON.stringify({ ...result(), link: "#v1.x" }),
      parts: ["link"],
    },
  ])("$name is refused, with the file's name and the reason", ({ text, parts }) => {
    expect(() => readResult(text, FILE)).toThrow(labError("value", [FILE, ...parts]));
  });

  test("any file is either read or refused with a LabError", () => {
    const texts = fc.oneof(
      fc.string(),
      fc.json(),
      fc.anything().map((value) => JSON.stringify({ ...result(), clip: value })),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          readResult(text, FILE);
        } catch (error) {
          expect(error).toBeInstanceOf(LabError);
        }
      }),
    );
  });

  test("unknown fields and a byte order mark do no harm", () => {
    expect(readResult(`\ufeff${JSON.stringify({ ...result(), mood: "good" })}`, FILE)).toEqual(result());
  });

  test.each([
    { text: writeResult(result()), is: true },
    { text: JSON.stringify({ format: RESULT_FORMAT, version: 99 }), is: true },
    { text: '{"architecture": {}}', is: false },
    { text: "{", is: false },
  ])("$text claims to be a result: $is", ({ text, is }) => {
    expect(isResultText(text)).toBe(is);
  });

  test("names the version of package.json", () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    expect(SOFTWARE_VERSION).toBe(version);
  });
});

describe("the link inside", () => {
  test("is used if it matches the file", () => {
    expect(fragmentOf(result(), FILE)).toBe(new URL(result().link ?? "").hash);
  });

  test("is used for a space-and-time mask if the grids agree, and refused if not", () => {
    const steps = Array.from({ length: 4 * 49 }, (_, i) => (i % 16) / 15);
    const grid = { T: 4, h: 7, w: 7, values: Float32Array.from(steps) };
    const maskKind = { kind: "spatiotemporal", across: 7, area: null } as const;
    const link = encodeV4({ ...lane, mask: null, grid, maskKind });
    const placed = (values: number[] | null) => {
      const bare = { ...result().explanations[0]!, mask: frameMeans(grid) };
      const whole = { ...bare, grid: { height: 7, width: 7, area: null, values: values ?? [] } };
      return result({ link: `https://lab.example/${link}`, explanations: [values === null ? bare : whole] });
    };
    expect(fragmentOf(placed(steps), FILE)).toBe(link);
    expect(() => fragmentOf(placed(steps.with(7, 1)), FILE)).toThrow(labError("value", ["changed"]));
    // Without its grid, the file does not match the link.
    expect(() => fragmentOf(placed(null), FILE)).toThrow(labError("value", ["changed"]));
  });

  test.each([
    { name: "no link", file: result({ link: null }), parts: ["no link"] },
    { name: "a cut link", file: result({ link: result().link!.slice(0, -5) }), parts: ["damaged"] },
    {
      name: "a link of a later version",
      file: result({ link: "https://lab.example/#v9.AAAA" }),
      parts: ["v9"],
    },
    { name: "an address without a link", file: result({ link: "https://lab.example/" }), parts: ["masks"] },
    {
      name: "a mask changed by hand in the file",
      file: readResult(spoilt({ mask: [0, 0, 1, 0.7] }), FILE),
      parts: ["changed"],
    },
  ])("$name is refused", ({ file, parts }) => {
    expect(() => fragmentOf(file, FILE)).toThrow(labError("value", [FILE, ...parts]));
  });
});

/** Reads a table as RFC 4180 specifies. */
function parseCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\r\n") rows.push([]);
  }
  const [header = [], ...body] = rows.slice(0, -1);
  return body.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ""])));
}

describe("CSV", () => {
  test("a row holds the values of a paper's table, and what is needed to find the result again", () => {
    expect(parseCsv(resultCsv(result()))).toEqual([
      expect.objectContaining({
        clip: "Disc moving up",
        true_class: "Moving something up",
        model: "I3D",
        class: "Moving something up",
        os: "0.944",
        fs: "0.031",
        rs: "0.384",
        os_minus_fs: "0.913",
        frames: "4",
        frames_on: "2",
        runs_on: "1",
        on: "3-4",
        mask: "0 0 1 0.75",
        preset: "default",
        backend: "wasm",
        link: result().link,
      }),
    ]);
  });

  test("faithfulness measurements have columns, which are empty if nothing was measured", () => {
    const mask = Array.from({ length: 16 }, (_, t) => (t >= 4 && t <= 8 ? 1 : 0));
    const measured = fakeMeasured();
    const trust = { level: "mixed" as const, summary: "So so.", measured };
    const [one] = result().explanations;
    const told = { ...one!, mask, scores: { os: 0.944, fs: 0.02, rs: 0.1 } };
    const [row, none] = parseCsv(resultCsv(result({ explanations: [{ ...told, trust }, told] })));
    // The mask is the best window, whose score is 0.944 exp(-3.75) + 0.01; with exactly its frames on it was 0.05.
    const best = 0.944 * Math.exp(-3.75) + 0.01;
    expect(Number(row!["optimality_gap"])).toBeCloseTo(0.05 - best, 5);
    expect(row).toMatchObject({ trust: "mixed", deletion: "0.16", insertion: "0.78", inside: "0.05" });
    expect(Number(row!["shuffled_weights"])).toBeCloseTo(0.3, 6);
    expect(none).toMatchObject({ trust: "", optimality_gap: "", deletion: "", shuffled_weights: "" });
  });

  test("two models give two rows", () => {
    const [one] = result().explanations;
    const rows = parseCsv(
      resultCsv(result({ explanations: [one!, { ...one!, modelName: "C-LSTM", scores: null }] })),
    );
    expect(rows.map(({ model, os }) => [model, os])).toEqual([
      ["I3D", "0.944"],
      ["C-LSTM", ""],
    ]);
  });

  test.each([
    { name: 'He said "up", twice', cell: 'He said "up", twice' },
    { name: "two\r\nlines", cell: "two\r\nlines" },
    { name: "=HYPERLINK(1)", cell: "'=HYPERLINK(1)" },
    { name: "+1", cell: "'+1" },
    { name: "-1", cell: "'-1" },
    { name: "@SUM(A1)", cell: "'@SUM(A1)" },
    { name: "\t=1", cell: "'\t=1" },
    { name: "up = down", cell: "up = down" },
  ])("a clip named $name is written as $cell", ({ name, cell }) => {
    const [row] = parseCsv(resultCsv(result({ clip: { ...result().clip, name } })));
    expect(row?.["clip"]).toBe(cell);
    expect(row?.["model"]).toBe("I3D"); // control: no cell is shifted
  });

  test("has as many cells in each row as in its header, for any result", () => {
    fc.assert(
      fc.property(anyResult, (any) => {
        const rows = parseCsv(resultCsv(any));
        expect(rows).toHaveLength(any.explanations.length);
        expect(rows.map(({ mask }) => mask?.split(" ").length)).toEqual(
          any.explanations.map(({ mask }) => mask.length),
        );
      }),
      { numRuns: 50 },
    );
  });
});
