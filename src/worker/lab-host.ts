/** Handlers for `LabCommands`: connects models, perturbations and search to the worker's messages. */
import type { FrameStack } from "../clip/clip.ts";
import { startBackend } from "../device/backend.ts";
import type { BackendName, BackendReport, BackendWish } from "../device/backend-report.ts";
import type { WasmFiles } from "../device/wasm-backend.ts";
import { watchDevice } from "../device/webgpu-backend.ts";
import { startRow } from "../math/mask-descent.ts";
import { softmax } from "../math/softmax.ts";
import { addressFolder, loadModelFolder, type LoadedModel } from "../models/load.ts";
import type { VideoModel } from "../models/model.ts";
import { gradCamOf } from "../saliency/grad-cam.ts";
import { ClipScore } from "../search/clip-score.ts";
import { Descent } from "../search/descent.ts";
import { PRESETS } from "../math/search-settings.ts";
import { startParameters } from "../search/starts.ts";
import type { WithClip } from "./command-context.ts";
import type { Endpoint } from "../base/endpoint.ts";
import { serve } from "./host.ts";
import { loadProgress } from "./load-progress.ts";
import { measureCommands } from "./measure-commands.ts";
import { ModelShelf } from "./model-shelf.ts";
import { PreparedClips } from "./prepared-clips.ts";
import type { LabCommands } from "./protocol.ts";
import { searchCommands } from "./search-commands.ts";
import { SearchPrecision } from "./search-precision.ts";
import { transferring } from "./transfer.ts";

/** Losses after which the graphics device is not used again. */
const MOST_LOSSES = 2;

/**
 * Serves classification, search, scores, faithfulness and Grad-CAM. Jobs share one device, so they run one at a time,
 * in the order in which they arrive. A cancelled search makes way at its next step.
 *
 * @param port  a worker's global scope, or a port with `createClient<LabCommands>` at its other end.
 */
export function serveLab(port: Endpoint, wasmFiles: WasmFiles): void {
  const shelf = new ModelShelf();
  const prepared = new PreparedClips();
  const queue = serialQueue();
  const precision = new SearchPrecision();
  let report: BackendReport | null = null;
  let wish: BackendWish = {};
  let losses = 0;

  const start = async (asked?: BackendWish): Promise<BackendReport> => {
    if (report) return report;
    wish = asked ?? wish;
    return (report = await startBackend(wasmFiles, wish));
  };

  /**
   * Runs a task on the current backend. If the graphics device is lost during the run, starts the task again on a new
   * device; if the device refuses the work or is lost too often, on the next backend. Each run gets a signal that is
   * aborted when its device fails.
   */
  const onDevice = async <A>(
    run: (backend: BackendName, deviceLost: AbortSignal) => Promise<A>,
  ): Promise<A> => {
    for (;;) {
      const { backend } = await start();
      const watch = watchDevice();
      const deviceLost = new AbortController();
      try {
        return await Promise.race([run(backend, deviceLost.signal), watch.rejection]);
      } catch (error) {
        const happened = watch.happened();
        if (happened === null) throw error;
        deviceLost.abort(error);
        shelf.forgetBuilt();
        prepared.forget();
        const again = happened === "lost" && ++losses < MOST_LOSSES;
        if (!again) wish = { ...wish, prefer: undefined, exclude: [backend] };
        const { backend: next, reason } = await startBackend(wasmFiles, wish);
        const why = happened === "lost" ? "was lost" : "refused the work";
        report = { backend: next, reason: `${reason} The graphics device ${why}; the work continued here.` };
      } finally {
        watch.end();
      }
    }
  };

  /** Reads and builds a model. Both need a started device: a model with its own topology is tried out. */
  const load = (read: () => Promise<LoadedModel> | LoadedModel, job: { readonly signal: AbortSignal }) =>
    queue(async () => {
      job.signal.throwIfAborted();
      await start();
      const loaded = await read();
      shelf.add(loaded);
      return loaded;
    });

  const withClip: WithClip = (ask, job, run) =>
    queue(() =>
      onDevice((backend, deviceLost) => {
        job.signal.throwIfAborted();
        const model = shelf.get(ask.modelId);
        const loaded = shelf.loaded(ask.modelId);
        return run({ model, loaded, clip: prepared.of(model, ask.frames), backend, deviceLost });
      }),
    );

  const warmed = new WeakSet<VideoModel>();

  /**
   * Makes the graphics card compile the search's programs while the user is still choosing; compiling takes longer than
   * many steps. Callers ignore failures: the same call reports them when the user asks for a search.
   */
  const warmUp = async (ask: { modelId: string; frames: FrameStack }) => {
    // Check before queueing: on other backends, and the second time, preparing the clip would be wasted.
    if (report?.backend !== "webgpu" || warmed.has(shelf.get(ask.modelId))) return;
    await withClip(ask, { signal: new AbortController().signal }, async ({ model, clip }) => {
      warmed.add(model);
      const scorer = new ClipScore(model, clip.responses(), 0);
      const starts = await startParameters(scorer, ask.frames.T, PRESETS.default);
      const descent = new Descent(scorer, () => PRESETS.default, starts.map(startRow), 0);
      try {
        await descent.take(1);
      } finally {
        descent.dispose();
      }
    });
  };

  serve<LabCommands>(port, {
    start: (asked) =>
      queue(async () => {
        const { backend, reason } = await start(asked);
        return { backend, reason: reason + precision.note };
      }),
    loadModel: async ({ baseUrl }, job) => {
      const read = () => loadModelFolder(addressFolder(baseUrl), loadProgress(job));
      return (await load(read, job)).card;
    },
    inspectModel: async ({ files }) => (await importing()).inspectFiles(files, report?.backend ?? "wasm"),
    importModel: async ({ files, answers }, job) => {
      const { filesOf, readModel } = await importing();
      const read = () => readModel(files, answers, job);
      // Reading weights for a built-in network needs no device, so it does not wait for running jobs.
      const ours = answers !== null && answers.architecture.kind !== "tfjs" ? await read() : null;
      const loaded = await load(() => ours ?? read(), job);
      return { card: loaded.card, files: filesOf(loaded) };
    },

    classify: async (ask, job) => {
      const probabilities = await withClip(ask, job, async ({ model, clip: { frames } }) => {
        const logits = model.logits(frames);
        try {
          return Float32Array.from(softmax(await logits.data()));
        } finally {
          logits.dispose();
        }
      });
      warmUp(ask).catch(() => undefined);
      return probabilities;
    },

    ...searchCommands({ withClip, precision, wish: () => wish }),
    ...measureCommands(withClip),

    gradCam: (ask, job) =>
      withClip(ask, job, async ({ model, clip: { frames } }) => {
        const map = await gradCamOf(model, frames, ask.target, "probability");
        return transferring(map, [map.values.buffer]);
      }),
  });
}

/** The readers of all model formats, loaded only when a user imports a model. */
const importing = () => import("./import-model.ts");

/** Returns a queue that runs tasks one after another, in order, even if some fail. */
function serialQueue(): <A>(task: () => Promise<A>) => Promise<A> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const run = last.then(task);
    // The caller learns of a failure through `run`; the next task only waits for this one to end.
    last = run.catch(() => undefined);
    return run;
  };
}
