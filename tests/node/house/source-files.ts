/** The source as text and as syntax trees, for the tests of the house's rules. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** The repository's root. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../../..");

/** Text of every TypeScript file below `src`, by its path there, with forward slashes. */
export function readSource(): Map<string, string> {
  const src = join(ROOT, "src");
  const paths = readdirSync(src, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /\.tsx?$/.test(path));
  return new Map(paths.sort().map((path) => [path, readFileSync(join(src, path), "utf8")]));
}

/** The syntax tree of one file, parents set. */
export function parse(path: string, text: string): ts.SourceFile {
  const kind = path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
}

/** One import or re-export of a file. */
export interface Import {
  /** Path below `src` for a local file, else the specifier as written. */
  readonly target: string;
  readonly local: boolean;
  readonly typeOnly: boolean;
  /** `export * from`. */
  readonly everything: boolean;
}

function onlyTypes(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) {
    if (node.isTypeOnly) return true;
    const named = node.exportClause;
    return (
      named !== undefined && ts.isNamedExports(named) && named.elements.every((element) => element.isTypeOnly)
    );
  }
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings;
  return (
    clause.name === undefined &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.every((element) => element.isTypeOnly)
  );
}

/** Every static and dynamic import and re-export of a file. `new URL(…)` of a worker starts a program of its own. */
export function importsOf(path: string, text: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean, everything = false) => {
    const local = specifier.startsWith(".");
    const target = local ? posix.join(posix.dirname(path), specifier) : specifier;
    found.push({ target, local, typeOnly, everything });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      const from = node.moduleSpecifier;
      if (from !== undefined && ts.isStringLiteral(from)) {
        add(from.text, onlyTypes(node), ts.isExportDeclaration(node) && node.exportClause === undefined);
      }
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [from] = node.arguments;
      if (from !== undefined && ts.isStringLiteralLike(from)) add(from.text, false);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      const { literal } = node.argument;
      if (ts.isStringLiteral(literal)) add(literal.text, true);
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(path, text));
  return found;
}
