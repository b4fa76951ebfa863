/**
 * `npm run mutate`: plants one fault after another in a copy of the repository, and runs the tests that should notice
 * it. Fails if one survives or can no longer be planted.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { copyRepository, readSource } from "./copy.ts";
import { placeOf, type Fault, type Place } from "./fault.ts";
import { FAULTS } from "./faults.ts";
import { parseOptions } from "./options.ts";
import { redFiles, redFilesRelatedTo, type RedFile } from "./run-tests.ts";

const { faults, base } = parseOptions(process.argv.slice(2), FAULTS);
// Lets the copy's removal run.
process.once("SIGINT", () => process.exit(130));

const copy = copyRepository(base);
const source = readSource(copy);

/** Returns the fault's place, in an old commit also by its old wording. */
function find(fault: Fault): Place | null {
  const place = placeOf(source, fault);
  return place ?? (base !== null && fault.before !== undefined ? placeOf(source, fault.before) : null);
}

/** Returns the fault's tests in the copy. In an old commit a test file may have another folder. */
function testsOf({ tests }: Fault): string[] {
  return tests.flatMap((path) => {
    if (existsSync(join(copy, path))) return [path];
    const project = path.split("/").slice(0, 2).join("/");
    return readdirSync(join(copy, project), { recursive: true, encoding: "utf8" })
      .filter((other) => basename(other) === basename(path))
      .map((other) => `${project}/${other.replaceAll("\\", "/")}`);
  });
}

const redWithoutFault = new Map<string, boolean>();

/** Runs files without a fault: what is red then shows nothing. */
function control(paths: readonly string[]): void {
  const unknown = paths.filter((path) => !redWithoutFault.has(path));
  if (unknown.length === 0) return;
  const red = new Set(redFiles(copy, unknown).map(({ path }) => path));
  for (const path of unknown) redWithoutFault.set(path, red.has(path));
}

/** Returns a file that is red with the fault and green without it; null if there is none. */
function killer(fault: Fault, { path, planted }: Place): RedFile | null {
  const file = join(copy, path);
  const original = readFileSync(file, "utf8");
  const withFault = (run: () => RedFile[]) => {
    writeFileSync(file, planted);
    const red = run();
    writeFileSync(file, original);
    control(red.map((one) => one.path));
    return red.find((one) => !redWithoutFault.get(one.path)) ?? null;
  };
  const named = withFault(() => redFiles(copy, testsOf(fault)));
  // The tests of an old commit may be named differently.
  return named ?? (base === null ? null : withFault(() => redFilesRelatedTo(copy, path)));
}

const places = faults.map((fault) => ({ fault, place: find(fault) }));
const planted = places.filter(({ place }) => place !== null);
control([...new Set(planted.flatMap(({ fault }) => testsOf(fault)))]);
for (const [path, red] of redWithoutFault) if (red) console.log(`red without a fault  ${path}`);

let killed = 0;
for (const { fault, place } of places) {
  const red = place === null ? null : killer(fault, place);
  if (red !== null) killed += 1;
  const what = place === null ? "not there" : red === null ? "SURVIVED" : "killed";
  const by = red === null ? "" : `  by "${red.test ?? "a file that cannot be loaded"}" (${red.path})`;
  console.log(`${what.padEnd(9)}  ${fault.id}  ${place?.path ?? ""}${by}`);
}

const missing = places.length - planted.length;
console.log(`\n${killed} of ${planted.length} faults turn the tests red`);
if (missing > 0)
  console.log(`${missing} could not be planted: their text does not occur exactly once in src.`);
const allDone = killed === planted.length && (missing === 0 || base !== null);
process.exitCode = allDone ? 0 : 1;
