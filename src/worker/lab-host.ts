/** Joins models, perturbations and search to the worker's wire: what each of `LabCommands` does. */
import { LabError } from "../base/errors.ts";
import type { FrameStack } from "../clip/clip.ts";
import { deviceLoss, startBackend, type WasmFiles } from "../device/backend.ts";
import type { BackendName, BackendReport } from "../device/backend-report.ts";
import { softmax } from "../math/softmax.ts";
import { addressFolder, fileFolder, loadModelFolder, type ModelFolder } from "../models/load.ts";
import type { VideoModel } from "../models/model.ts";
import type { Scores } from "../result/mask-result.ts";
import { gradCamOf } from "../saliency/grad-cam.ts";
import { ClipScore } from "../search/clip-score.ts";
import { PRESETS, type SearchSettings } from "../search/settings.ts";
import { searchTemporalMask } from "../search/temporal-search.ts";
import type { Endpoint } from "./endpoint.ts";
import { serve, type Job } from "./host.ts";
import { ModelShelf } from "./model-shelf.ts";
import { PreparedClips, type PreparedClip } from "./prepared-clips.ts";
import type { LabCommands, LoadProgress, SearchProgress } from "./protocol.ts";
import { transferring } from "./transfer.ts";

/**
 * Serves classification, search, scores and Grad-CAM. Jobs run one at a time, in the order asked: they share one
 * device, and a cancelled search hands over at its next step.
 *
 * @param port  a worker's global scope, or a port with `createClient<LabCommands>` at its other end.
 */
export function serveLab(port: Endpoint, wasmFiles: WasmFiles): void {
  const shelf = new ModelShelf();
  const prepared = new PreparedClips();
  const queue = serialQueue();
  let report: BackendReport | null = null;

  const start = async (prefer?: BackendName): Promise<BackendReport> =>
    (report ??= await startBackend(wasmFiles, prefer));

  /** Runs on the current backend; if its graphics device is lost meanwhile, moves to the next one and runs again. */
  const onDevice = async <A>(run: (backend: BackendName) => Promise<A>): Promise<A> => {
    const { backend } = await start();
    const loss = deviceLoss();
    try {
      return await Promise.race([run(backend), loss.rejection]);
    } catch (error) {
      if (!loss.happened()) throw error;
      shelf.forgetBuilt();
      prepared.forget();
      report = await startBackend(wasmFiles, undefined, [backend]);
      report = { ...report, reason: `${report.reason} The graphics device was lost; the work went on here.` };
      return run(report.backend);
    }
  };

  const load = (folder: ModelFolder, job: Job<LoadProgress>) =>
    queue(async () => {
      await start();
      const loaded = await loadModelFolder(folder, (bytes, total) => {
        job.signal.throwIfAborted();
        job.step({ loaded: bytes, total });
      });
      return shelf.add(loaded);
    });

  const withClip = <A>(
    ask: { modelId: string; frames: FrameStack },
    job: { readonly signal: AbortSignal },
    run: (model: VideoModel, clip: PreparedClip, backend: BackendName) => Promise<A>,
  ): Promise<A> =>
    queue(() =>
      onDevice((backend) => {
        job.signal.throwIfAborted();
        const model = shelf.get(ask.modelId);
        return run(model, prepared.of(model, ask.frames), backend);
      }),
    );

  serve<LabCommands>(port, {
    start: ({ prefer }) => queue(() => start(prefer)),
    loadModel: ({ baseUrl }, job) => load(addressFolder(baseUrl), job),
    importModel: ({ files }, job) => load(fileFolder(files), job),

    classify: (ask, job) =>
      withClip(ask, job, async (model, { frames }) => {
        const logits = model.logits(frames);
        try {
          return Float32Array.from(softmax(await logits.data()));
        } finally {
          logits.dispose();
        }
      }),

    searchMask: (ask, job) =>
      withClip(ask, job, async (model, clip, backend) => {
        const scorer = new ClipScore(model, clip.responses(), ask.target);
        const { mask, steps, stopped } = await runSearch(scorer, ask.frames.T, PRESETS[ask.preset], job);
        const { modelId, target, preset } = ask;
        const scores = await scoresOf(scorer, mask, clip.originalScores, target);
        return { modelId, target, preset, mask: Array.from(mask), scores, steps, stopped, backend };
      }),

    scoreMask: (ask, job) =>
      withClip(ask, job, (model, clip) => {
        if (ask.mask.length !== ask.frames.T) {
          throw new LabError(
            "shape",
            `scoreMask: the mask has ${ask.mask.length} values but the clip has ${ask.frames.T} frames.`,
          );
        }
        const scorer = new ClipScore(model, clip.responses(), ask.target);
        return scoresOf(scorer, ask.mask, clip.originalScores, ask.target);
      }),

    gradCam: (ask, job) =>
      withClip(ask, job, async (model, { frames }) => {
        const map = await gradCamOf(model, frames, ask.target, "probability");
        return transferring(map, [map.values.buffer]);
      }),
  });
}

/** OS, FS and RS; OS is taken from `known` or added to it. */
async function scoresOf(
  scorer: ClipScore,
  mask: ArrayLike<number>,
  known: Map<number, number>,
  target: number,
): Promise<Scores> {
  const os = known.get(target) ?? (await scorer.freeze(new Float32Array(mask.length)));
  known.set(target, os);
  return { os, fs: await scorer.freeze(mask), rs: await scorer.reverse(mask) };
}

/** Drives a search to its end, streaming steps, with a pause after each in which a cancel can arrive. */
async function runSearch(scorer: ClipScore, T: number, settings: SearchSettings, job: Job<SearchProgress>) {
  const search = searchTemporalMask(scorer, T, settings);
  const startMs = performance.now();
  for (;;) {
    const next = await search.next();
    if (next.done) return next.value;
    const { step, mask, loss, l1, tv, classScore } = next.value;
    const secondsLeft = ((performance.now() - startMs) / step / 1000) * (settings.steps - step);
    job.step({ step, of: settings.steps, loss, l1, tv, classScore, mask: Array.from(mask), secondsLeft });
    await nextTask();
    job.signal.throwIfAborted();
  }
}

/** Lets messages in: on WASM a step is computed without ever waiting, so promises alone would keep them out. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** Runs tasks one after another, in the order given, whatever becomes of each. */
function serialQueue(): <A>(task: () => Promise<A>) => Promise<A> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const run = last.then(task);
    // Whoever asked hears of a failure through `run`; the next task only waits for its end.
    last = run.catch(() => undefined);
    return run;
  };
}
