/**
 * `npm test`: types, lint, and every default vitest project, as many at once as there are cores. Every step runs even
 * where another failed, so one run shows everything. The last lines list the slowest test files and count the tests of
 * all projects; a failing step without tests counts as one.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";

/** The fields used here of what vitest's JSON reporter writes. Times are in milliseconds. */
interface JsonReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { name: string; startTime: number; endTime: number }[];
}

const SLOWEST = 10;

const reports = mkdtempSync(join(tmpdir(), "freezeframe-tests-"));
const total = { passed: 0, failed: 0, skipped: 0 };
const files: { project: string; name: string; seconds: number }[] = [];

const secondsSince = (start: number) => ((performance.now() - start) / 1000).toFixed(0);

/** Runs the command and prints what it wrote in one piece when it ends. Returns whether it succeeded. */
function run(title: string, command: string): Promise<boolean> {
  const start = performance.now();
  const colour = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
  const child = spawn(command, {
    shell: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...colour },
  });
  console.log(`.. ${title}`);
  const written: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => void written.push(chunk));
  return new Promise((resolve) => {
    child.on("close", (status) => {
      console.log(`\n== ${title}: ${status === 0 ? "passed" : "failed"} after ${secondsSince(start)} s`);
      process.stdout.write(Buffer.concat(written));
      resolve(status === 0);
    });
  });
}

async function check(title: string, command: string): Promise<boolean> {
  const ok = await run(title, command);
  if (!ok) total.failed++;
  return ok;
}

async function vitest(project: string): Promise<void> {
  const file = join(reports, `${project}.json`);
  const reporters = `--reporter=default --reporter=json --outputFile.json="${file}"`;
  const ok = await run(`Tests: ${project}`, `npx vitest run --project ${project} ${reporters}`);
  const report = readReport(file);
  total.passed += report?.numPassedTests ?? 0;
  total.skipped += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  // A file that cannot even be loaded fails the run but holds no failed test.
  total.failed += Math.max(report?.numFailedTests ?? 0, ok ? 0 : 1);
  for (const { name, startTime, endTime } of report?.testResults ?? [])
    files.push({ project, name, seconds: (endTime - startTime) / 1000 });
}

/** Null where vitest ended before it could write; its exit status counts then. */
function readReport(file: string): JsonReport | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as JsonReport;
  } catch {
    return null;
  }
}

type Step = () => Promise<unknown>;

/** Every step but the browser's installation; those that take longest come early, so that no core waits at the end. */
function stepsOf(hasBrowser: boolean): Step[] {
  const types = () => check("Types", "npm run --silent check");
  const lint = () => check("Lint", "npm run --silent lint");
  const tests = (project: string) => () => vitest(project);
  return hasBrowser
    ? [tests("app"), types, lint, tests("node"), tests("device"), tests("browser"), tests("module")]
    : [types, lint, tests("node"), tests("module")];
}

/** Takes one step after another from the list that all lanes share. */
async function lane(steps: Step[]): Promise<void> {
  for (let step = steps.shift(); step !== undefined; step = steps.shift()) await step();
}

const start = performance.now();
const steps = stepsOf(await check("Browser", "npm run --silent ensure-browser"));
await Promise.all(Array.from({ length: availableParallelism() }, () => lane(steps)));
rmSync(reports, { recursive: true });

console.log(`\nThe slowest of ${files.length} test files, of ${secondsSince(start)} s in all:`);
for (const { project, name, seconds } of files.toSorted((a, b) => b.seconds - a.seconds).slice(0, SLOWEST))
  console.log(`${seconds.toFixed(1).padStart(7)} s  ${project}  ${name.replace(process.cwd(), "").slice(1)}`);

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
