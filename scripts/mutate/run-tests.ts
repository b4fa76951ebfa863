/** Runs single test files of a copy, and says which of them are red. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";

/** A red test file and its first failed test. */
export interface RedFile {
  /** Path from the copy's root, with forward slashes. */
  readonly path: string;
  /** Full name of the first failed test; null if the file could not be loaded. */
  readonly test: string | null;
}

/** The fields used here of what vitest's JSON reporter writes. */
interface JsonReport {
  testResults: {
    name: string;
    status: "passed" | "failed";
    assertionResults: { status: string; fullName: string }[];
  }[];
}

/** A run that takes longer hangs; vitest's own time limits end single tests sooner. */
const MOST_MS = 30 * 60_000;

/** Runs test files and returns the red ones. */
export function redFiles(copy: string, paths: readonly string[]): RedFile[] {
  return paths.length === 0 ? [] : vitest(copy, ["run", ...paths]);
}

/** Runs every test file in Node that imports a source file, directly or not, and returns the red ones. */
export function redFilesRelatedTo(copy: string, path: string): RedFile[] {
  return vitest(copy, ["related", path, "--run", "--project", "node"]);
}

/** @throws {Error} with vitest's output, if vitest ended without a report. */
function vitest(copy: string, args: readonly string[]): RedFile[] {
  const folder = mkdtempSync(join(copy, "..", "report-"));
  const file = join(folder, "report.json");
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", ...args, "--reporter=json", `--outputFile=${file}`],
    { cwd: copy, encoding: "utf8", timeout: MOST_MS, maxBuffer: 2 ** 28 },
  );
  if (!existsSync(file)) throw new Error(`vitest ${args.join(" ")} wrote no report.\n${stdout}${stderr}`);
  const { testResults } = JSON.parse(readFileSync(file, "utf8")) as JsonReport;
  rmSync(folder, { recursive: true });
  return testResults
    .filter(({ status }) => status === "failed")
    .map(({ name, assertionResults }) => ({
      path: relative(copy, name).replaceAll("\\", "/"),
      test: assertionResults.find(({ status }) => status === "failed")?.fullName ?? null,
    }));
}
