/**
 * `npm run study -- --clips FOLDER|bundled|generated:N --out FOLDER [more]`: computes predictions, masks and scores for
 * many clips and several models, and compares masks and maps with the truth where it is known (docs/studies.md).
 *
 * Runs the page's own decoder, models and search in headless Chromium, on a real graphics card if there is one, else on
 * WASM. A clip's record is on disk as soon as the clip is done, and running the same command again resumes the study.
 * Progress goes to standard error, the report (with `--json`, the summary) to standard output. Exit code 1: nothing
 * could be done; 2: wrong arguments; 130: stopped by Ctrl-C.
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

/** Prints progress to standard error; standard output is for the report. */
function log(line: string): void {
  console.error(`study: ${line}`);
}

function summarise({ out, json }: StudyOptions): void {
  const summary = writeSummary(out);
  log(`wrote ${join(out, "summary.json")} and ${join(out, "clips.csv")}.`);
  console.log(json ? JSON.stringify(summary, null, 2) : studyReport(summary));
}

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  if (options.clips !== null && !options.merge) {
    const ended = await explainAll(options, options.clips);
    if (ended === "stopped") {
      log("stopped; run the same command again to resume.");
      return STOPPED;
    }
  }
  summarise(options);
  return 0;
}

async function explainAll(options: StudyOptions, given: string): Promise<"done" | "stopped"> {
  const { out, shard, backend } = options;
  const asked = clipsAskedFor(given, shard);
  for (const warning of asked.warnings) log(warning);
  const models = options.models.map(modelAskedFor);
  makeFolder(out);
  const stop = stopOnSignals();
  // Several shards may start at once on one machine, and each server writes to its own cache.
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
  const started = await call(
    page,
    "begin",
    prefer,
    models.map(({ url }) => url),
  );
  log(started.backend.reason);
  const { cards } = started;
  const plan = planOf(
    wish,
    cards.map((card, i) => ({ card, hash: models[i]!.hash })),
  );
  const before = readFolder(out);
  if (before.plan !== null) requireSamePlan({ plan: before.plan, file: out }, { plan, file: "this command" });
  for (const line of before.torn) log(line);
  const done = before.records.filter(({ problem }) => !retry || problem === null).map(({ key }) => key);
  const writer = openRecords(out, shard);
  try {
    const mine = shard.n === 1 ? "" : `, ${asked.clips.length} of them in shard ${shard.i}/${shard.n}`;
    log(`${asked.total} clips${mine}; ${done.length} are done in ${out}.`);
    await page.exposeFunction("keepStudyRecord", keeper(writer, asked.clips.length));
    stop.onStop(() => void call(page, "stop").catch(() => undefined));
    const linkedModels = cards.filter((_, i) => models[i]!.bundled).map(({ id }) => id);
    return await call(page, "study", { plan, clips: asked.clips, done, linkedModels, packFiles });
  } finally {
    writer.close();
  }
}

/** Returns a function that saves each record and prints a line about it. */
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
    log(`${count} (of ${of}) ${clip.name}: ${problem === null ? "" : "problem: "}${what} (${seconds} s)`);
  };
}

/** Handles Ctrl-C, and a scheduler that ends the job. */
interface Stop {
  /** Sets the function that stops the study. */
  onStop(stop: () => void): void;
  end(): void;
}

/**
 * Installs signal handlers. The first signal stops the study and closes its browser. A second one, or one that comes
 * before the study has started, ends the process and with it the browser.
 */
function stopOnSignals(): Stop {
  const signals = ["SIGINT", "SIGTERM"] as const;
  let stop = (): void => process.exit(STOPPED);
  const end = () => signals.forEach((signal) => process.off(signal, onSignal));
  const onSignal = () => {
    end();
    log("stopping …");
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
