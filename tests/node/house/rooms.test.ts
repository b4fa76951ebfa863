import { describe, expect, test } from "vitest";
import { importCycles, importProblems } from "./import-rules.ts";
import { readSource } from "./source-files.ts";

const source = readSource();

/** What the rules say of one file that is planted. */
const planted = (path: string, text: string) => importProblems(new Map([[path, text]]));

describe("rooms", () => {
  test("import only what the table permits", () => {
    expect(source.size).toBeGreaterThan(10); // control: the files are found
    expect(importProblems(source)).toEqual([]);
  });

  test.each([
    { path: "math/x.ts", text: `import * as tf from "@tensorflow/tfjs";`, told: "@tensorflow/tfjs" },
    { path: "math/x.ts", text: `import { Clip } from "../clip/clip.ts";`, told: "clip/clip.ts" },
    { path: "result/x.ts", text: `import { useState } from "react";`, told: "react" },
    {
      path: "result/x.ts",
      text: `export { search } from "../search/temporal-search.ts";`,
      told: "search/temporal",
    },
    { path: "worker/client.ts", text: `import { serve } from "./host.ts";`, told: "worker/host.ts" },
    {
      path: "worker/client.ts",
      text: `import type { Job } from "./host.ts";`,
      told: "types of worker/host.ts",
    },
    {
      path: "worker/protocol.ts",
      text: `import { parseCard } from "../models/card.ts";`,
      told: "models/card.ts",
    },
    { path: "state/x.ts", text: `import { useStore } from "react";`, told: "react" },
    { path: "state/x.ts", text: `import { DISPLAY } from "../clip/clip.ts";`, told: "clip/clip.ts" },
    { path: "view/X.tsx", text: `const p = import("../worker/host.ts");`, told: "worker/host.ts" },
    {
      path: "view/X.tsx",
      text: `let a: import("../device/backend.ts").B;`,
      told: "types of device/backend.ts",
    },
    { path: "search/x.ts", text: `import "../models/i3d/i3d.ts";`, told: "models/i3d" },
    { path: "cellar/x.ts", text: ``, told: 'no room "cellar"' },
    { path: "math/index.ts", text: ``, told: "barrels" },
    { path: "math/x.ts", text: `export * from "./freeze.ts";`, told: "re-exports all" },
    { path: "math/x.ts", text: `import { f } from "./freeze";`, told: "lacks its extension" },
  ])("a planted $path with `$text` is found", ({ path, text, told }) => {
    expect(planted(path, text)).toEqual([expect.stringContaining(told)]);
  });

  test.each([
    { path: "state/x.ts", text: `import type { Clip } from "../clip/clip.ts";` },
    { path: "state/x.ts", text: `import { type Clip } from "../clip/clip.ts";` },
    { path: "search/x.ts", text: `import { invariant } from "../base/errors.ts";` },
    { path: "view/X.tsx", text: `import "./x.css"; import { jsx } from "react/jsx-runtime";` },
  ])("a planted $path with `$text` is fine", ({ path, text }) => {
    expect(planted(path, text)).toEqual([]);
  });
});

describe("import cycles", () => {
  test("there are none", () => {
    expect(importCycles(source)).toEqual([]);
  });

  test("a planted one is found, unless it is of types alone", () => {
    const a = ["math/a.ts", `import { b } from "./b.ts";`] as const;
    expect(importCycles(new Map([a, ["math/b.ts", `import { a } from "./a.ts";`]]))).toEqual([
      "math/a.ts -> math/b.ts -> math/a.ts",
    ]);
    expect(importCycles(new Map([a, ["math/b.ts", `import type { a } from "./a.ts";`]]))).toEqual([]);
  });
});
