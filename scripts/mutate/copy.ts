/** A temporary copy of the repository, so that faults never touch the checkout. */
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Folders in `node_modules` that tools write to: each copy has its own. */
const WRITTEN_TO = [".cache", ".vite", ".vite-temp", ".vitest"];

/**
 * Copies the working tree without ignored files, or a commit, to a temporary folder. It is removed when the process
 * ends.
 *
 * @returns the copy's root.
 */
export function copyRepository(commit: string | null): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "freezeframe-faults-")));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const copy = join(folder, "copy");
  mkdirSync(copy);
  if (commit === null) copyWorkingTree(copy);
  else unpackCommit(commit, copy);
  linkFolder(join(ROOT, "node_modules"), join(copy, "node_modules"), WRITTEN_TO);
  linkReference(folder);
  return copy;
}

function copyWorkingTree(copy: string): void {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  // A deleted file is still listed until its deletion is committed.
  for (const path of listed.split("\0").filter((path) => path !== "" && existsSync(join(ROOT, path))))
    cpSync(join(ROOT, path), join(copy, path));
}

function unpackCommit(commit: string, copy: string): void {
  const archive = join(copy, "..", "commit.tar");
  execFileSync("git", ["archive", "--format=tar", `--output=${archive}`, commit], { cwd: ROOT });
  execFileSync("tar", ["-x", "-f", archive, "-C", copy]);
}

/** Links every file of a folder. A symbolic link to the folder itself would do, but Vite serves no files outside its root. */
function linkFolder(from: string, to: string, without: readonly string[] = []): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (without.includes(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkFolder(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkOrCopy(source, target);
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    // The temporary folder is on another disk.
    copyFileSync(source, target);
  }
}

/** Puts the full-size reference vectors, if this machine has them, where tests of any commit look for them. */
function linkReference(folder: string): void {
  const reference = resolve(ROOT, process.env.FREEZEFRAME_REFERENCE ?? "../shared/reference");
  if (!existsSync(reference)) return;
  mkdirSync(join(folder, "shared"));
  symlinkSync(reference, join(folder, "shared/reference"));
}

/** Returns the text of every TypeScript file of `src`, by its path from the root, with forward slashes. */
export function readSource(root = ROOT): Map<string, string> {
  const paths = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .map((path) => `src/${path.replaceAll("\\", "/")}`)
    .filter((path) => /\.tsx?$/.test(path));
  return new Map(paths.sort().map((path) => [path, readFileSync(join(root, path), "utf8")]));
}
