/** Runs in the browser: the study's engine on the page's own workers. `study.ts` calls what is exported here. */
import type { BackendReport, BackendWish } from "../../src/device/backend-report.ts";
import type { ModelCard } from "../../src/models/card.ts";
import { LabError } from "../../src/base/errors.ts";
import type { StudyClip } from "../../src/study/clips.ts";
import type { StudyPlan } from "../../src/study/plan.ts";
import type { StudyRecord } from "../../src/study/record.ts";
import { runStudy } from "../../src/study/run-study.ts";
import { createClient } from "../../src/worker/client.ts";
import type { ClipCommands, LabCommands } from "../../src/worker/protocol.ts";
import type { AskedClip } from "./asked-clips.ts";

/** What the script has put into the page. */
declare global {
  interface Window {
    /** Keeps a record; it is on the disk once this has resolved. */
    keepStudyRecord(record: StudyRecord): Promise<void>;
  }
}

const worker = (url: URL) => new Worker(url, { type: "module" });
const lab = createClient<LabCommands>(worker(new URL("../../src/worker/lab.worker.ts", import.meta.url)));
const clips = createClient<ClipCommands>(worker(new URL("../../src/worker/clip.worker.ts", import.meta.url)));
const stopping = new AbortController();
let cards: readonly ModelCard[] = [];

/** A driver that has not answered by then never will. */
const DRIVER_MS = 20_000;

/** The wish without WebGPU where its driver does not even answer. */
async function answered(wish: BackendWish): Promise<BackendWish> {
  if (wish.prefer === "wasm" || wish.prefer === "cpu") return wish;
  const adapter = (navigator as { gpu?: GPU }).gpu?.requestAdapter();
  const late = new Promise<"late">((resolve) => setTimeout(() => resolve("late"), DRIVER_MS));
  return (await Promise.race([adapter, late])) === "late" ? { exclude: ["webgpu"] } : wish;
}

/** Starts the backend and loads the models, in their order. */
export async function begin(
  wish: BackendWish,
  models: readonly string[],
): Promise<{ backend: BackendReport; cards: readonly ModelCard[] }> {
  const backend = await lab.run("start", await answered(wish));
  const loaded: ModelCard[] = [];
  for (const url of models) {
    loaded.push(await lab.run("loadModel", { baseUrl: new URL(url, location.href).href }));
  }
  cards = loaded;
  return { backend, cards };
}

/** What is left of a study. */
export interface Rest {
  readonly plan: StudyPlan;
  readonly clips: readonly AskedClip[];
  readonly done: readonly string[];
  /** Ids of the bundled models. */
  readonly linkedModels: readonly string[];
  readonly packFiles: boolean;
}

/** Explains clip after clip and hands each record over; ends early after `stop`. */
export async function study(rest: Rest): Promise<"done" | "stopped"> {
  const { plan, done, linkedModels, packFiles } = rest;
  const tools = {
    lab,
    clips,
    done: new Set(done),
    linkedModels: new Set(linkedModels),
    packFiles,
    signal: stopping.signal,
  };
  try {
    for await (const record of runStudy({ plan, cards, clips: rest.clips.map(withBytes) }, tools))
      await window.keepStudyRecord(record);
    return "done";
  } catch (error) {
    if (error instanceof LabError && error.code === "cancelled") return "stopped";
    throw error;
  }
}

/** Gives up the clip under way; its record is not made. */
export function stop(): void {
  stopping.abort();
}

function withBytes(clip: AskedClip): StudyClip {
  if (clip.kind === "generated") return clip;
  const { url, name } = clip;
  return {
    ...clip,
    async read() {
      const response = await fetch(url);
      if (!response.ok) throw new LabError("value", `${name}: the file cannot be read.`);
      return response.blob();
    },
  };
}
