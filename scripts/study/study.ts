/**
 * `npm run study -- --clips FOLDER|bundled|generated:N --out FOLDER [more]`: predictions, masks, scores and, where it is
 * known what happens, how far masks and maps agree with it, for many clips and several models (docs/studies.md).
 *
 * Runs the page's own decoder, models and search in headless Chromium, on a real graphics card where there is one, else
 * on WASM. A clip's record is on the disk as soon as the clip is done, and the same command takes up what was broken off.
 * Progress goes to standard error, the report (or with `--json` the summary) to standard output.
 * Exits with 1 where nothing could be done, 2 for arguments that it does not understand, 130 after Ctrl-C.
 */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { planOf } from "../../src/study/plan.ts";
import { requireSamePlan } from "../../src/study/merge.ts";
import type { StudyRecord } from "../../src/study/record.ts";
import { studyReport } from "../../src/study/report.ts";
import { BROWSER_FLAGS, gpuFlags } from "../find-browser.ts";
import { servedFolder } from "../served-folder.ts";
import { callerOf, withSourcePage } from "../source-page.ts";
import { clipsAskedFor, CLIPS_ADDRESS, type AskedFor } from "./asked-clips.ts";
import { modelAskedFor, type AskedModel } from "./asked-models.ts";
import type * as InBrowser from "./in-browser.ts";
import { parseOptions, UsageError, type StudyOptions } from "./options.ts";
import { makeFolder, openRecords, readFolder, writeSummary, type RecordsWriter } from "./records-folder.ts";

const ENTRY = "scripts/study/in-browser.ts";
const STOPPED = 130;

const call = callerOf<typeof InBrowser>(ENTRY);

/** Progress: standard output is the report's. */
function tell(line: string): void {
  console.error(`study: ${line}`);
}

function summarise({ out, json }: StudyOptions): void {
  const summary = writeSummary(out);
  tell(`${join(out, "summary.json")} and ${join(out, "clips.csv")} are written.`);
  console.log(json ? JSON.stringify(summary, null, 2) : studyReport(summary));
}

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  if (options.clips !== null && !options.merge) {
    const ended = await explainAll(options, options.clips);
    if (ended === "stopped") {
      tell("stopped; the same command takes it up again.");
      return STOPPED;
    }
  }
  summarise(options);
  return 0;
}

async function explainAll(options: StudyOptions, given: string): Promise<"done" | "stopped"> {
  const { out, shard, backend } = options;
  const asked = clipsAskedFor(given, shard);
  for (const warning of asked.warnings) tell(warning);
  const models = options.models.map(modelAskedFor);
  makeFolder(out);
  const stop = stopOnSignals();
  // Several shards may start at once on one machine, and each server writes what it has found.
  const cacheDir = mkdtempSync(join(realpathSync(tmpdir()), "freezeframe-study-"));
  const plugins = models.flatMap((model) => [...model.plugins]);
  if (asked.folder !== null) plugins.push(servedFolder(CLIPS_ADDRESS, asked.folder));
  const clear = () => rmSync(cacheDir, { recursive: true, force: true });
  process.once("exit", clear);
  try {
    return await withSourcePage(ENTRY, (page) => explain(page, { options, asked, models, stop }), plugins, {
      flags: backend === null || backend === "webgpu" ? gpuFlags() : BROWSER_FLAGS,
      ownSignals: true,
      cacheDir,
    });
  } finally {
    stop.end();
    clear();
  }
}

interface Task {
  readonly options: StudyOptions;
  readonly asked: AskedFor;
  readonly models: readonly AskedModel[];
  readonly stop: Stop;
}

async function explain(page: Page, { options, asked, models, stop }: Task): Promise<"done" | "stopped"> {
  const { out, shard, wish, packFiles, retry } = options;
  const prefer = options.backend === null ? {} : { prefer: options.backend };
  const begun = await call(
    page,
    "begin",
    prefer,
    models.map(({ url }) => url),
  );
  tell(begun.backend.reason);
  const { cards } = begun;
  const plan = planOf(
    wish,
    cards.map((card, i) => ({ card, hash: models[i]!.hash })),
  );
  const before = readFolder(out);
  if (before.plan !== null) requireSamePlan({ plan: before.plan, file: out }, { plan, file: "this command" });
  for (const line of before.torn) tell(line);
  const done = before.records.filter(({ problem }) => !retry || problem === null).map(({ key }) => key);
  const writer = openRecords(out, shard);
  try {
    const mine = shard.n === 1 ? "" : `, ${asked.clips.length} of them in shard ${shard.i}/${shard.n}`;
    tell(`${asked.total} clips${mine}; ${done.length} are done in ${out}.`);
    await page.exposeFunction("keepStudyRecord", keeper(writer, asked.clips.length));
    stop.onStop(() => void call(page, "stop").catch(() => undefined));
    const linkedModels = cards.filter((_, i) => models[i]!.bundled).map(({ id }) => id);
    return await call(page, "study", { plan, clips: asked.clips, done, linkedModels, packFiles });
  } finally {
    writer.close();
  }
}

/** Keeps each record and tells of it. */
function keeper(writer: RecordsWriter, of: number): (record: StudyRecord) => void {
  let startMs = performance.now();
  let count = 0;
  return (record) => {
    writer.append(record);
    count += 1;
    const { clip, problem, results } = record;
    const what =
      problem ??
      results
        .map(({ modelId, scores, steps }) => `${modelId} OS ${scores.os.toFixed(3)}, ${steps} steps`)
        .join("; ");
    const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
    startMs = performance.now();
    tell(`${count} (of ${of}) ${clip.name}: ${problem === null ? "" : "problem: "}${what} (${seconds} s)`);
  };
}

/** What happens on Ctrl-C, or when a scheduler ends the job. */
interface Stop {
  /** What ends the study from now on. */
  onStop(stop: () => void): void;
  end(): void;
}

/**
 * The first signal stops the study, and its browser is closed; before the study has begun, or when it comes again, it
 * ends the process, which ends the browser.
 */
function stopOnSignals(): Stop {
  const signals = ["SIGINT", "SIGTERM"] as const;
  let stop = (): void => process.exit(STOPPED);
  const end = () => signals.forEach((signal) => process.off(signal, onSignal));
  const onSignal = () => {
    end();
    tell("stopping …");
    stop();
  };
  signals.forEach((signal) => process.on(signal, onSignal));
  return {
    onStop(run) {
      stop = run;
    },
    end,
  };
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(`study: ${error instanceof Error ? error.message : String(error)}`);
  return error instanceof UsageError ? 2 : 1;
});
