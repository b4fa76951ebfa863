/** The benchmark's report as text. */
import { describe, expect, test } from "vitest";
import { figure, table } from "../../../scripts/bench/markdown.ts";
import { measureOf, Results } from "../../../scripts/bench/results.ts";
import { measuresTable, reportText } from "../../../scripts/bench/text.ts";
import { layersText } from "../../../scripts/bench/text-layers.ts";

test("a table's cells are padded to their column's width, the first column aligned left, the others right", () => {
  expect(table(["what", "ms"], [["a", "12.5"]]).split("\n")).toEqual([
    "| what |   ms |",
    "| ---- | ---: |",
    "| a    | 12.5 |",
  ]);
});

test.each([
  [0, "0"],
  [-4.5e-7, "-4.5e-7"],
  [0.0123456, "0.0123"],
  [5.678, "5.68"],
  [99.96, "100"],
  [1234.5, "1235"],
])("the figure of %f is %s", (value, expected) => {
  expect(figure(value)).toBe(expected);
});

test("the table of measures has a column for each fact that any of them has", () => {
  const [head, , first, second] = measuresTable([
    measureOf("wasm", "a", [1, 2, 3], { threads: 2 }),
    measureOf("wasm", "b", [4], { same: true, off: null }),
  ])
    .split("\n")
    .map((row) =>
      row
        .split("|")
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
  expect(head).toEqual(["measure", "median ms", "min", "quartiles", "n", "threads", "same", "off"]);
  expect(first).toEqual(["a", "2.00", "1.00", "1.50 .. 2.50", "3", "2", "", ""]);
  expect(second).toEqual(["b", "4.00", "4.00", "4.00 .. 4.00", "1", "", "true", "null"]);
});

describe("the layers' tables", () => {
  const stage = (name: string, pass: string, ms: number) =>
    measureOf("layers", `${name}.${pass}`, [ms], { network: "i3d", stage: name, pass });
  const kernel = (name: string, calls: number, ms: number) =>
    measureOf("layers", name, [ms], { network: "i3d", kernel: name, calls });

  test("show forward and backward times, and sum kernels below 1 %", () => {
    const [title, stages, kernels] = layersText([
      stage("stem", "forward", 2),
      stage("stem", "backward", 3),
      stage("head", "forward", 1),
      stage("head", "backward", 1),
      kernel("Conv2D", 56, 197),
      kernel("Step", 1, 1),
      kernel("Sub", 2, 2),
    ]);
    const rows = (text: string | undefined) =>
      text!
        .split("\n")
        .slice(2)
        .map((row) =>
          row
            .split("|")
            .map((cell) => cell.trim())
            .slice(1, -1),
        );
    expect(title).toBe("### i3d");
    expect(rows(stages)).toEqual([
      ["stem", "2.00", "3.00", "5.00"],
      ["head", "1.00", "1.00", "2.00"],
      ["sum", "3.00", "4.00", "7.00"],
    ]);
    expect(rows(kernels)).toEqual([
      ["Conv2D", "197", "98.5 %", "56"],
      ["Sub", "2.00", "1.0 %", "2"],
      ["(1 others)", "1.00", "0.5 %", "1"],
    ]);
  });
});

test("the report has the measured parts, every ratio, and each note once", () => {
  const results = new Results();
  results.add("wasm", "wasm.step.i3d.oneThread", [36]);
  results.ratio("wasm.step.oneThread/ownThreads", 1.5);
  const text = reportText(results.report({ cores: 2 }, new Set(["wasm"])));
  expect(text).toContain("| cores |");
  expect(text).toContain("## One search step on WASM");
  expect(text).not.toContain("## WebGPU");
  expect(text).toMatch(/\| wasm\.step\.oneThread\/ownThreads +\| +1\.50 \|/);
  expect(text).toMatch(/\| search\.full300\/earlyStop +\| +– \|/);
  expect(text.split('The part "webgpu" was not selected.')).toHaveLength(2);
});
