/**
 * The `@example`s of docstrings, found and run. Each line is a `const` or an expression followed by its value:
 *
 *   freezeFrames([0, 1, 2, 3], [0, 1, 1, 0]); // [0, 0, 0, 3]
 *   shapeOf([[1, 2], [3]]); // throws "shape"
 *
 * The file's exports are in scope. Values are written as JavaScript; typed arrays as plain ones; numbers may differ by 1e-6.
 */
import { compileFunction } from "node:vm";
import ts from "typescript";
import { parse } from "./source-files.ts";

/** One `@example`. */
export interface Example {
  /** File below `src`. */
  readonly path: string;
  /** Name of what it documents. */
  readonly name: string;
  readonly code: string;
}

/** One statement of an example, and the value it must give. */
interface Line {
  readonly code: string;
  /** As written after `//`; null for a `const`. */
  readonly expected: string | null;
}

/** Returns every example in the docstrings of a file. */
export function examplesIn(path: string, text: string): Example[] {
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap((match) => {
    const [comment] = match;
    const after = text.slice(match.index + comment.length);
    const [, declared, member] =
      /^\s*(?:export (?:default )?(?:async )?(?:function\*?|const|class|interface|type) (\w+)|(?:readonly )?(\w+))/.exec(
        after,
      ) ?? [];
    const prose = comment.slice(3, -2).replace(/^[ \t]*\* ?/gm, "");
    return prose
      .split(/^@/m)
      .filter((tag) => /^example\b/.test(tag))
      .map((tag) => ({
        path,
        name: declared ?? member ?? "header",
        code: tag.replace(/^example\b/, "").trim(),
      }));
  });
}

/** Returns an example's statements. Throws where it checks nothing, or a line lacks its value. */
export function linesOf({ code }: Example): Line[] {
  const { statements } = parse("example.ts", code);
  const lines = statements.map((statement, n): Line => {
    const source = code.slice(statement.getStart(), statement.end);
    if (ts.isVariableStatement(statement)) return { code: source, expected: null };
    if (!ts.isExpressionStatement(statement))
      throw new Error(`\`${source}\` is neither a const nor an expression.`);
    const rest = code.slice(statement.end, statements[n + 1]?.getStart() ?? code.length);
    const expected = rest.replace(/^\s*\/\/ ?/gm, "").trim();
    if (!/^[ \t]*\/\//.test(rest) || expected === "")
      throw new Error(`\`${source}\` lacks its value: \`// value\`.`);
    return { code: code.slice(statement.getStart(), statement.expression.end), expected };
  });
  if (!lines.some(({ expected }) => expected !== null)) throw new Error(`\`${code}\` checks nothing.`);
  return lines;
}

/**
 * Runs an example.
 *
 * @param scope  the exports of its file.
 * @returns      what went otherwise than it says, one sentence a line; empty where all is as it says.
 */
export async function runExample(
  example: Example,
  scope: Readonly<Record<string, unknown>>,
): Promise<string[]> {
  const problems: string[] = [];
  const check = async (code: string, expected: string, run: () => unknown, value: () => unknown) => {
    const wantedCode = /^throws "([\w-]+)"$/.exec(expected)?.[1];
    let given: unknown;
    try {
      given = await run();
    } catch (error) {
      const thrown = (error as { code?: unknown }).code;
      if (wantedCode === undefined || thrown !== wantedCode)
        problems.push(`${code} throws ${String(error)}; expected ${expected}.`);
      return;
    }
    if (wantedCode !== undefined)
      problems.push(`${code} gives ${show(given)}; expected that it ${expected}.`);
    else if (!sameValue(given, value())) problems.push(`${code} gives ${show(given)}; expected ${expected}.`);
  };
  const body = linesOf(example).map(({ code, expected }) => {
    if (expected === null) return code;
    const value = expected.startsWith("throws ") ? "undefined" : expected;
    return `await check(${JSON.stringify(code)}, ${JSON.stringify(expected)}, async () => (${code}), () => (${value}));`;
  });
  const { outputText } = ts.transpileModule(`export async function run() {\n${body.join("\n")}\n}`, {
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
  });
  const names = Object.keys(scope).filter((name) => name !== "default");
  const make: unknown = compileFunction(outputText.replace("export async", "return async"), [
    "check",
    ...names,
  ]);
  await (make as (...values: unknown[]) => () => Promise<void>)(check, ...names.map((name) => scope[name]))();
  return problems;
}

/** Numbers may differ by 1e-6, or by that share of themselves. */
const CLOSE = 1e-6;

/** True if a value is the one written; typed arrays equal plain ones, and a missing field equals undefined. */
export function sameValue(given: unknown, written: unknown): boolean {
  if (typeof given === "number" && typeof written === "number")
    return Object.is(given, written) || Math.abs(given - written) <= CLOSE * Math.max(1, Math.abs(written));
  if (typeof given !== "object" || typeof written !== "object" || given === null || written === null)
    return Object.is(given, written);
  const plain = ArrayBuffer.isView(given) ? Array.from(given as unknown as ArrayLike<unknown>) : given;
  if (Array.isArray(plain) !== Array.isArray(written)) return false;
  const names = new Set([...Object.keys(plain), ...Object.keys(written)]);
  return [...names].every((name) =>
    sameValue((plain as Record<string, unknown>)[name], (written as Record<string, unknown>)[name]),
  );
}

function show(value: unknown): string {
  const plain = (_: string, part: unknown) =>
    ArrayBuffer.isView(part) ? Array.from(part as unknown as ArrayLike<unknown>) : part;
  return JSON.stringify(value, plain) ?? String(value);
}
