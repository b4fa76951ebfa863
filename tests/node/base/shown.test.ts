/** Names and values from files, as messages show them. */
import { expect, test } from "vitest";
import { shown, shownShape, shownValue } from "../../../src/base/shown.ts";

test.each([
  { name: "Mixed_3b.b1a.bn.running_var", expected: "Mixed_3b.b1a.bn.running_var" },
  { name: "gewichte für Schicht 3", expected: "gewichte für Schicht 3" },
  { name: "a\u0000b\nc\u202ed", expected: "a?b?c?d" },
  { name: "n".repeat(120), expected: "n".repeat(120) },
  { name: "n".repeat(121), expected: `${"n".repeat(120)}…` },
])("$name", ({ name, expected }) => {
  expect(shown(name)).toBe(expected);
});

test.each([
  { shape: [], expected: "" },
  { shape: [64, 3, 7, 7, 7], expected: "64, 3, 7, 7, 7" },
  { shape: [1, 2, 3, 4, 5, 6, 7, 8, 9], expected: "1, 2, 3, 4, 5, 6, 7, 8, …" },
])("a shape of $shape.length lengths", ({ shape, expected }) => {
  expect(shownShape(shape)).toBe(expected);
});

test.each([
  { value: 3, expected: "3" },
  { value: null, expected: "null" },
  { value: undefined, expected: "undefined" },
  { value: "valid\u0000", expected: '"valid?"' },
  { value: [2, "a", [1], { b: 1 }], expected: '[2, "a", […], {…}]' },
  { value: { deep: { deeper: 1 } }, expected: "{…}" },
  { value: Array.from({ length: 9 }, () => 0), expected: "[0, 0, 0, 0, 0, 0, 0, 0, …]" },
])("the value $expected", ({ value, expected }) => {
  expect(shownValue(value)).toBe(expected);
});

test("lists nested a hundred thousand deep are shown short, without overflow", () => {
  const text = "[".repeat(1e5) + "]".repeat(1e5);
  const deep: unknown = JSON.parse(text);
  expect(() => JSON.stringify(deep)).toThrow(RangeError); // control
  expect(shownValue(deep)).toBe("[[…]]");
});
