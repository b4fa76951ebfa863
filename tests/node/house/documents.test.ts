/** The documents name only files, headings, commands and other documents that exist. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  brokenLinks,
  filesBelow,
  missingCitations,
  missingPaths,
  namedScripts,
  readDocuments,
  type Document,
} from "./documents.ts";
import { ROOMS } from "./rooms.ts";
import { ROOT } from "./source-files.ts";

const documents = readDocuments();
const planted = (text: string): Document => ({ path: "docs/planted.md", text });

test("the documents are found", () => {
  expect(documents.map(({ path }) => path)).toEqual(
    expect.arrayContaining(["README.md", "CONTRIBUTING.md", "docs/ARCHITECTURE.md", "training/README.md"]),
  );
});

describe.each(documents)("$path", (document) => {
  test("links only to files and headings that exist", () => {
    expect(brokenLinks(document)).toEqual([]);
  });

  test("names only paths that exist", () => {
    expect(missingPaths(document)).toEqual([]);
  });

  test("names only npm scripts that exist", () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: object };
    expect(namedScripts(document).filter((name) => !(name in scripts))).toEqual([]);
  });
});

test.each([
  { text: "[a](../src/math)", broken: [] },
  { text: "[a](https://example.org/x) [b](../LICENSE)", broken: [] },
  { text: "## The file's 2 parts\n[a](#the-files-2-parts)", broken: [] },
  { text: "[a](src/math)", broken: ["src/math"] },
  { text: "[a](#nowhere)", broken: ["#nowhere"] },
  { text: "[a](../README.md#nowhere)", broken: ["../README.md#nowhere"] },
])("in `$text` the links $broken are broken", ({ text, broken }) => {
  expect(brokenLinks(planted(text))).toEqual(broken);
});

test.each([
  { text: "`src/math`, `math/freeze.ts` and `scripts/test.ts`", missing: [] },
  { text: "`public/models/<id>/card.json`, `assets/x-*.js`, `w/h`", missing: [] },
  { text: "`src/maths`, `math/thaw.ts`", missing: ["src/maths", "math/thaw.ts"] },
])("in `$text` the paths $missing are missing", ({ text, missing }) => {
  expect(missingPaths(planted(text))).toEqual(missing);
});

test("a script is found however it is run", () => {
  const text = "npm ci && npm start, npm test, npm run test:node, npm run --silent study";
  expect(namedScripts(planted(text))).toEqual(["start", "test", "test:node", "study"]);
});

test("no file cites a document that is not in the repository", () => {
  const texts = ["src", "tests", "scripts", "docs", "training"]
    .flatMap(filesBelow)
    .concat("README.md", "CONTRIBUTING.md", "index.html", "vite.config.ts", "eslint.config.js")
    .filter((path) => /\.(tsx?|m?js|css|html|md|py|sh)$/.test(path))
    .filter((path) => path !== "tests/node/house/documents.test.ts");
  expect(texts.length).toBeGreaterThan(100); // control: the files are found
  const missing = texts.flatMap((path) =>
    missingCitations({ path, text: readFileSync(join(ROOT, path), "utf8") }).map(
      (name) => `${path}: ${name}`,
    ),
  );
  expect(missing).toEqual([]);
});

test.each([
  { text: "see docs/models.md, models.md and https://example.org/table.md", missing: [] },
  { text: "see PLAN.md, Words", missing: ["PLAN.md"] },
  { text: "(../notes/plan.md)", missing: ["../notes/plan.md"] },
])("in `$text` the documents $missing are missing", ({ text, missing }) => {
  expect(missingCitations({ path: "docs/planted.ts", text })).toEqual(missing);
});

describe("docs/ARCHITECTURE.md", () => {
  const { text } = documents.find(({ path }) => path === "docs/ARCHITECTURE.md")!;
  const rooms = Object.entries(ROOMS).filter(([name]) => !name.includes("/"));

  test("says of each room what rooms.ts says it holds, in the same order", () => {
    const listed = [...text.matchAll(/^- \[`(\w+)`\]\(\.\.\/src\/\w+\): (.+)$/gm)];
    expect(listed.map(([, name, holds]) => `${name}: ${holds}`)).toEqual(
      rooms.map(([name, { holds }]) => `${name}: ${holds}`),
    );
  });

  test("has every room in its drawing", () => {
    const [, drawing = ""] = /```text\n([\s\S]*?)```/.exec(text) ?? [];
    expect(rooms.map(([name]) => name).filter((name) => !new RegExp(`\\b${name}\\b`).test(drawing))).toEqual(
      [],
    );
  });
});
