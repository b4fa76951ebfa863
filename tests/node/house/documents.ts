/** The repository's documents, and what they say of files and commands. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { ROOT } from "./source-files.ts";

/** One Markdown file. */
export interface Document {
  /** Path from the repository's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Folders that are not part of the repository, or hold no text of ours. */
const NOT_OURS = new Set(["node_modules", "dist", "data", ".git"]);

/** Returns the paths of all files below a folder of the repository, sorted; a path from the root each. */
export function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.has(name))
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    })
    .sort();
}

/** Returns every Markdown file of the repository. */
export function readDocuments(): Document[] {
  return filesBelow(".")
    .filter((path) => path.endsWith(".md"))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
}

/** Returns the links of a document whose file or heading does not exist. */
export function brokenLinks({ path, text }: Document): string[] {
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
  return links
    .filter((target) => !/^(https?|mailto):/.test(target))
    .filter((target) => {
      const [file = "", heading] = target.split("#");
      if (file === "") return !headingsOf(text).includes(heading!);
      const linked = join(ROOT, dirname(path), file);
      if (!existsSync(linked)) return true;
      return heading !== undefined && !headingsOf(readFileSync(linked, "utf8")).includes(heading);
    });
}

/** Returns the addresses of a document's headings, as GitHub makes them. */
function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-"),
  );
}

/** Returns the npm scripts that a document tells its reader to run. */
export function namedScripts({ text }: Document): string[] {
  return [...text.matchAll(/npm (?:run (?:--silent )?([\w:-]+)|(start|test)\b)/g)].map(
    ([, run, own]) => run ?? own!,
  );
}

/** Removes the blocks of code, whose files need not be here. */
const withoutBlocks = (text: string) => text.replace(/^```[\s\S]*?^```/gm, "");

/** Returns the paths in a document's `code` that no file has, looked for from the root, from `src` and beside the document. */
export function missingPaths({ path, text }: Document): string[] {
  const paths = [...withoutBlocks(text).matchAll(/`([\w.-]+(?:\/[\w.-]+)+)\/?`/g)].map(([, named]) => named!);
  const ours = paths.filter((named) =>
    /^(src|tests|scripts|docs|training)\/|\.(ts|tsx|py|sh|md)$/.test(named),
  );
  return ours.filter((named) =>
    ["", "src", dirname(path)].every((from) => !existsSync(join(ROOT, from, named))),
  );
}

/** Returns the documents cited in a file that are not in the repository; those of other projects are cited by address. */
export function missingCitations({ path, text }: Document): string[] {
  const prose = path.endsWith(".md") ? withoutBlocks(text) : text;
  const cited = [...prose.matchAll(/[\w./:-]*\w\.(?:md|cff)\b/g)].map(([name]) => name);
  return cited
    .filter((name) => !/^https?:|^github\.com\//.test(name))
    .filter((name) => ["", dirname(path)].every((from) => !existsSync(join(ROOT, from, name))));
}
