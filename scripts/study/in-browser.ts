/** Runs in the browser: the study's engine on the page's own workers. `study.ts` calls the exported functions. */
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

/** The function that the script adds to the page. */
declare global {
  interface Window {
    /** Saves a record; it is on disk once the promise resolves. */
    keepStudyRecord(record: StudyRecord): Promise<void>;
  }
}

const worker = (url: URL) => new Worker(url, { type: "module" });
const lab = createClient<LabCommands>(worker(new URL("../../src/worker/lab.worker.ts", import.meta.url)));
const clips = createClient<ClipCommands>(worker(new URL("../../src/worker/clip.worker.ts", import.meta.url)));
const stopping = new AbortController();
let cards: readonly ModelCard[] = [];

/** Time after which a graphics driver is assumed never to answer. */
const DRIVER_MS = 20_000;

/** Returns the wish, without WebGPU if the driver does not answer. */
async function answered(wish: BackendWish): Promise<BackendWish> {
  if (wish.prefer === "wasm" || wish.prefer === "cpu") return wish;
  const adapter = (navigator as { gpu?: GPU }).gpu?.requestAdapter();
  const late = new Promise<"late">((resolve) => setTimeout(() => resolve("late"), DRIVER_MS));
  return (await Promise.race([adapter, late])) === "late" ? { exclude: ["webgpu"] } : wish;
}

/** Starts the backend and loads the models, in order. */
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

/** The study, with the keys of clips that are already done. */
export interface Rest {
  readonly plan: StudyPlan;
  readonly clips: readonly AskedClip[];
  readonly done: readonly string[];
  /** Ids of the bundled models. */
  readonly linkedModels: readonly string[];
  readonly packFiles: boolean;
}

/** Explains clip after clip and saves each record; ends early after `stop`. */
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

/** Stops the study and drops the current clip. */
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
