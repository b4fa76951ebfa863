/** Checks source files against the table of rooms. Pure, so that a test can plant a violation. */
import { ROOMS } from "./rooms.ts";
import { importsOf, type Import } from "./source-files.ts";

/** The name that stands in the table for a file: its own where it has one, else its folder's. */
function roomOf(path: string): string {
  return path in ROOMS ? path : (path.split("/")[0] ?? path);
}

/** "react/jsx-runtime" -> "react"; "@scope/name/file" -> "@scope/name". */
function packageOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

function permits(room: string, path: string, { target, local, typeOnly }: Import): boolean {
  const table = ROOMS[room];
  if (table === undefined) return false;
  if (!local) return table.packages.includes(packageOf(target));
  const folder = path.split("/")[0] ?? path;
  if (room === folder && target.startsWith(`${folder}/`)) return true;
  const covers = (place: string) => target === place || target.startsWith(`${place}/`);
  return table.imports.some((entry) =>
    entry.startsWith("type ") ? typeOnly && covers(entry.slice("type ".length)) : covers(entry),
  );
}

/** One line for each import that the table does not permit, each barrel and each import without its extension. */
export function importProblems(files: ReadonlyMap<string, string>): string[] {
  const problems: string[] = [];
  for (const [path, text] of files) {
    if (/(^|\/)index\.tsx?$/.test(path)) problems.push(`${path}: barrels have no place in src`);
    const room = roomOf(path);
    if (!(room in ROOMS)) problems.push(`${path}: there is no room "${room}"`);
    for (const found of importsOf(path, text)) {
      if (found.everything) problems.push(`${path}: re-exports all of ${found.target}`);
      if (found.local && !/\.\w+(\?\w+)?$/.test(found.target))
        problems.push(`${path}: ${found.target} lacks its extension`);
      // Styles and other assets belong to the file that names them.
      const code = !found.local || /\.tsx?$/.test(found.target);
      if (code && !permits(room, path, found)) {
        problems.push(`${path}: may not import ${found.typeOnly ? "types of " : ""}${found.target}`);
      }
    }
  }
  return problems;
}

/** Each cycle of value imports, as "a.ts -> b.ts -> a.ts". Types are gone at run time and make none. */
export function importCycles(files: ReadonlyMap<string, string>): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, way: readonly string[]): void => {
    const start = way.indexOf(path);
    if (start >= 0) {
      cycles.push([...way.slice(start), path].join(" -> "));
      return;
    }
    const text = files.get(path);
    if (text === undefined || done.has(path)) return;
    for (const { target, typeOnly } of importsOf(path, text)) {
      if (!typeOnly) walk(target, [...way, path]);
    }
    done.add(path);
  };
  for (const path of files.keys()) walk(path, []);
  return cycles;
}
