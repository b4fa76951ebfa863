/** The order of rows, and a row as CSV. */
import { describe, expect, test } from "vitest";
import { rowAsCsv } from "../../../src/paper/csv.ts";
import { pressColumn, type SortOrder } from "../../../src/base/order-rows.ts";
import { sortRows, type SortColumn } from "../../../src/paper/sort-rows.ts";
import { classesOf } from "../../../src/paper/table.ts";
import { result, row, table } from "./make-row.ts";

const rows = [
  row("a", result("0110", { os: 0.5 }), result("1111", { cs: 0.2 }), { className: "Moving something up" }),
  row("b", result("0001", { os: 0.9 }), result("0110"), { className: "Closing something" }),
  row("c", result("1001", { os: 0.1 }), result("0100", { cs: 0.1 }), { className: "Moving something up" }),
];
const sorted = (order: SortOrder<SortColumn>) =>
  sortRows(rows, order)
    .map(({ id }) => id)
    .join("");

describe("sortRows", () => {
  test.each([
    { order: null, expected: "abc" },
    { order: { column: "i3d.os", descending: false }, expected: "cab" },
    { order: { column: "i3d.os", descending: true }, expected: "bac" },
    { order: { column: "class", descending: false }, expected: "bac" },
    { order: { column: "class", descending: true }, expected: "acb" }, // equal ones keep their order
    { order: { column: "i3d.mask", descending: false }, expected: "bac" }, // 2, 1, 2 frames
    { order: { column: "clstm.mask", descending: true }, expected: "abc" }, // 4, 2, 1 frames
    { order: { column: "clstm.cs", descending: false }, expected: "cab" }, // empty last
    { order: { column: "clstm.cs", descending: true }, expected: "acb" }, // empty last here too
  ] as const)("$order gives $expected", ({ order, expected }) => {
    expect(sorted(order)).toBe(expected);
  });

  test("leaves its argument unchanged", () => {
    sortRows(rows, { column: "i3d.os", descending: false });
    expect(rows.map(({ id }) => id)).toEqual(["a", "b", "c"]);
  });
});

test("presses on a column give ascending, descending, the source's order; another column starts over", () => {
  const once = pressColumn(null, "i3d.os");
  expect(once).toEqual({ column: "i3d.os", descending: false });
  const twice = pressColumn(once, "i3d.os");
  expect(twice).toEqual({ column: "i3d.os", descending: true });
  expect(pressColumn(twice, "i3d.os")).toBeNull();
  expect(pressColumn(twice, "class")).toEqual({ column: "class", descending: false });
});

test("classesOf names each class once, in alphabetical order", () => {
  expect(classesOf(table(...rows))).toEqual(["Closing something", "Moving something up"]);
});

describe("rowAsCsv", () => {
  test("quotes cells that contain a comma or a quote, and disarms formulas", () => {
    const predicted = { index: 120, name: 'Putting "a", b', probability: 0.3 };
    const csv = rowAsCsv(
      row("=1+1", result("0110", { predicted, cs: 0.25 }), result("1011"), { className: "Up, down" }),
    );
    const [header, line, end] = csv.split("\r\n");
    expect(header?.split(",").slice(0, 4)).toEqual(["clip", "class", "I3D OS", "I3D FS"]);
    expect(line).toBe(
      `'=1+1,"Up, down",0.9,0.1,0.5,0.25,120,"Putting ""a"", b",1,0 1 1 0,0.9,0.1,0.5,,,,2,1 0 1 1`,
    );
    expect(end).toBe("");
  });
});
