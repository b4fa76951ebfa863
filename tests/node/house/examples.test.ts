/** Every `@example` in a docstring gives what it says. */
import { describe, expect, test } from "vitest";
import { examplesIn, linesOf, runExample, sameValue, type Example } from "./examples.ts";
import { readSource } from "./source-files.ts";

const MODULES = import.meta.glob<Record<string, unknown>>("../../../src/**/*.ts");
const examples = [...readSource()].flatMap(([path, text]) => examplesIn(path, text));

test("there are examples", () => {
  expect(examples.length).toBeGreaterThan(0);
});

describe.each(examples)("$path, $name", (example) => {
  test(example.code.replaceAll(/\s+/g, " "), async () => {
    const load = MODULES[`../../../src/${example.path}`];
    expect(await runExample(example, await load!())).toEqual([]);
  });
});

const planted = (code: string): Example => ({ path: "math/x.ts", name: "f", code });
const scope = {
  double: (x: number) => 2 * x,
  float32: (...values: number[]) => Float32Array.from(values),
  refuse: () => {
    throw Object.assign(new Error("No."), { code: "value" });
  },
};

describe("an example", () => {
  test("is found with its name and its lines", () => {
    const text = [
      "/**",
      " * Doubles a number.",
      " *",
      " * @param x  any number.",
      " * @example",
      " * const two = double(1);",
      " * double(two); // 4",
      " *",
      " * @example",
      " * double(3); // 6",
      " */",
      "export function double(x: number): number {",
    ].join("\n");
    expect(examplesIn("math/double.ts", text)).toEqual([
      { path: "math/double.ts", name: "double", code: "const two = double(1);\ndouble(two); // 4" },
      { path: "math/double.ts", name: "double", code: "double(3); // 6" },
    ]);
  });

  test.each([
    "double(2); // 4",
    "const two = double(1);\ndouble(two); // 4",
    "float32(0.1, 0.2); // [0.1, 0.2]",
    "({ a: [double(1)], b: null }); // { a: [2], b: null }",
    "[double(1),\n double(2)]; // [2,\n // 4]",
    'refuse(); // throws "value"',
  ])("that says `%s` is right", async (code) => {
    expect(await runExample(planted(code), scope)).toEqual([]);
  });

  test.each([
    { code: "double(2); // 5", found: "double(2) gives 4; expected 5." },
    { code: "float32(1, 2); // [1, 2, 3]", found: "float32(1, 2) gives [1,2]; expected [1, 2, 3]." },
    { code: "double(2); // 4\ndouble(3); // 7", found: "double(3) gives 6; expected 7." },
    { code: 'double(2); // throws "value"', found: 'double(2) gives 4; expected that it throws "value".' },
    { code: 'refuse(); // throws "shape"', found: 'refuse() throws Error: No.; expected throws "shape".' },
    { code: "refuse(); // 1", found: "refuse() throws Error: No.; expected 1." },
  ])("that says `$code` is wrong", async ({ code, found }) => {
    expect(await runExample(planted(code), scope)).toEqual([found]);
  });

  test.each([
    { code: "const two = double(1);", told: "checks nothing" },
    { code: "double(1);", told: "lacks its value" },
    { code: "double(1);\ndouble(2); // 4", told: "lacks its value" },
    { code: "if (true) double(1); // 2", told: "neither a const nor an expression" },
  ])("that says `$code` is refused", ({ code, told }) => {
    expect(() => linesOf(planted(code))).toThrow(told);
  });
});

test.each([
  { given: 1 / 3, written: 0.333333, same: true },
  { given: 1 / 3, written: 0.3333, same: false },
  { given: 3e6, written: 3e6 + 1, same: true },
  { given: NaN, written: NaN, same: true },
  { given: [1], written: { 0: 1 }, same: false },
  { given: { a: 1, b: 2 }, written: { a: 1 }, same: false },
  { given: null, written: undefined, same: false },
])("$given written as $written: $same", ({ given, written, same }) => {
  expect(sameValue(given, written)).toBe(same);
});
