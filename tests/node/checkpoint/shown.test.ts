/** Names out of files as messages show them. */
import { expect, test } from "vitest";
import { shown } from "../../../src/checkpoint/shown.ts";

test.each([
  { name: "Mixed_3b.b1a.bn.running_var", expected: "Mixed_3b.b1a.bn.running_var" },
  { name: "gewichte für Schicht 3", expected: "gewichte für Schicht 3" },
  { name: "a\u0000b\nc\u202ed", expected: "a?b?c?d" },
  { name: "n".repeat(120), expected: "n".repeat(120) },
  { name: "n".repeat(121), expected: `${"n".repeat(120)}…` },
])("$name", ({ name, expected }) => {
  expect(shown(name)).toBe(expected);
});
