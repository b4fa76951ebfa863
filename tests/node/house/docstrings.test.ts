/** Every export of src says in a docstring what its type cannot. */
import ts from "typescript";
import { expect, test } from "vitest";
import { parse, readSource } from "./source-files.ts";

/** Fewest letters that can say something; a bare name or "TODO" cannot. */
const FEWEST_LETTERS = 10;

function isExported(node: ts.Statement): boolean {
  if (ts.isExportAssignment(node)) return true;
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function nameOf(node: ts.Statement): string {
  if (ts.isVariableStatement(node))
    return node.declarationList.declarations.map(({ name }) => name.getText()).join(", ");
  const { name } = node as ts.Statement & { name?: ts.Identifier };
  return name?.text ?? "default";
}

/** The text of the docstring right before a statement, without its signs and tags' names. */
function docOf(node: ts.Statement, text: string): string {
  const comments = ts.getLeadingCommentRanges(text, node.pos) ?? [];
  const last = comments
    .map(({ pos, end }) => text.slice(pos, end))
    .findLast((comment) => comment.startsWith("/**"));
  return (last ?? "").replace(/@\w+/g, "").replace(/[^\p{L}\p{N}]/gu, "");
}

/** Whether the file is named after the export, as a component's is; the file's header then speaks for it. */
function isFilesOwn(name: string, path: string, text: string): boolean {
  return path.split("/").at(-1) === `${name}.tsx` && text.startsWith("/**");
}

function undocumented(path: string, text: string): string[] {
  const seen = new Set<string>(); // overloads share the docstring of the first
  return parse(path, text)
    .statements.filter(isExported)
    .filter((node) => {
      const again = seen.has(nameOf(node));
      seen.add(nameOf(node));
      return !again && !isFilesOwn(nameOf(node), path, text) && docOf(node, text).length < FEWEST_LETTERS;
    })
    .map((node) => `${path}: ${nameOf(node)}`);
}

test("every export has a docstring", () => {
  expect([...readSource()].flatMap(([path, text]) => undocumented(path, text))).toEqual([]);
});

test.each([
  { text: `export const a = 1;`, found: ["x.ts: a"] },
  { text: `/** a */\nexport function a() {}`, found: ["x.ts: a"] },
  { text: `// Not a docstring, however long.\nexport class B {}`, found: ["x.ts: B"] },
  { text: `export default function () {}`, found: ["x.ts: default"] },
  { text: `/** Says what the type cannot. */\nexport type C = number;`, found: [] },
  { text: `const hidden = 1;\nexport type { C } from "./c.ts";`, found: [] },
  { text: `/** The header. */\nimport "y";\nexport function z() {}`, found: ["x.ts: z"] },
])("in `$text` it finds $found", ({ text, found }) => {
  expect(undocumented("x.ts", text)).toEqual(found);
});

test("a component's file says in its header what the component is", () => {
  expect(
    undocumented("view/Players.tsx", `/** Both players. */\nimport "y";\nexport function Players() {}`),
  ).toEqual([]);
  expect(undocumented("view/Players.tsx", `import "y";\nexport function Players() {}`)).toEqual([
    "view/Players.tsx: Players",
  ]);
});
