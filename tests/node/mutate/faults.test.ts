/** The list of planted faults fits today's source and tests. */
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { readSource } from "../../../scripts/mutate/copy.ts";
import { placeOf } from "../../../scripts/mutate/fault.ts";
import { FAULTS } from "../../../scripts/mutate/faults.ts";
import { parseOptions } from "../../../scripts/mutate/options.ts";

const source = readSource();

test("there are 40 faults, each with its own name", () => {
  expect(new Set(FAULTS.map(({ id }) => id)).size).toBe(40);
  expect(FAULTS).toHaveLength(40);
});

test.each(FAULTS)("$id can be planted, and its tests exist", (fault) => {
  expect(placeOf(source, fault), `"${fault.find}" does not occur exactly once in src`).not.toBeNull();
  expect(fault.replace).not.toBe(fault.find);
  expect(fault.tests.filter((path) => !existsSync(path))).toEqual([]);
  expect(fault.tests).not.toEqual([]);
});

test("a text that occurs twice, or nowhere, has no place", () => {
  const files = new Map([
    ["src/a.ts", "one two"],
    ["src/b.ts", "two two three"],
  ]);
  expect(placeOf(files, { find: "one", replace: "1" })).toEqual({ path: "src/a.ts", planted: "1 two" }); // control
  for (const find of ["two", "four"]) expect(placeOf(files, { find, replace: "2" })).toBeNull();
});

test("--only takes faults by name, and refuses unknown ones", () => {
  const [first, , third] = FAULTS;
  expect(parseOptions(["--only", `${third!.id},${first!.id}`, "--base", "main"], FAULTS)).toEqual({
    faults: [first, third],
    base: "main",
  });
  expect(parseOptions([], FAULTS)).toEqual({ faults: FAULTS, base: null });
  expect(() => parseOptions(["--only", "math/nothing"], FAULTS)).toThrow(/math\/nothing/);
});
