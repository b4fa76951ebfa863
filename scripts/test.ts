/**
 * `npm test`: types, lint, then every default vitest project. Each step runs even where one before it failed, so that
 * one run tells everything. The last line counts the tests of all projects; a failing step without tests counts as one.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** The fields used here of what vitest's JSON reporter writes. */
interface JsonReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
}

const PROJECTS = ["node", "browser", "app"];
const reports = mkdtempSync(join(tmpdir(), "freezeframe-tests-"));
const total: Counts = { passed: 0, failed: 0, skipped: 0 };

function run(title: string, command: string): boolean {
  console.log(`\n== ${title}`);
  return spawnSync(command, { stdio: "inherit", shell: true }).status === 0;
}

function countsIn(file: string): Counts {
  try {
    const report = JSON.parse(readFileSync(file, "utf8")) as JsonReport;
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }; // vitest ended before it could write; its exit status counts.
  }
}

function add({ passed, failed, skipped }: Counts): void {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}

function checkStep(title: string, command: string): void {
  if (!run(title, command)) add({ passed: 0, failed: 1, skipped: 0 });
}

function vitestStep(project: string): void {
  const file = join(reports, `${project}.json`);
  const reporters = `--reporter=default --reporter=json --outputFile.json="${file}"`;
  const ok = run(`Tests: ${project}`, `npx vitest run --project ${project} ${reporters}`);
  const counts = countsIn(file);
  // A file that cannot even be loaded fails the run but holds no failed test.
  if (!ok && counts.failed === 0) counts.failed = 1;
  add(counts);
}

checkStep("Types", "npm run --silent check");
checkStep("Lint", "npm run --silent lint");
if (run("Browser", "npm run --silent ensure-browser")) {
  PROJECTS.forEach(vitestStep);
} else {
  add({ passed: 0, failed: 1, skipped: 0 });
  vitestStep("node");
}
rmSync(reports, { recursive: true });

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
