/** Reads models from files that the user chose: a model folder's files, or a checkpoint with the settings it lacks. */
import { openCheckpoint } from "../checkpoint/open.ts";
import type { BackendName } from "../device/backend-report.ts";
import { modelIdOf } from "../models/content-hash.ts";
import { fileFolder, loadModelFolder, type LoadedModel } from "../models/load.ts";
import { saveModelFolder } from "../models/save.ts";
import { checkAnswers, importedModel } from "../recognise/imported-model.ts";
import type { ImportAnswers, Inspection } from "../recognise/inspection.ts";
import type { Memory } from "../recognise/memory.ts";
import { recognise } from "../recognise/recognise.ts";
import { takeWeights } from "../recognise/take-weights.ts";
import type { Job } from "./host.ts";
import { inspectTfjs, readTfjs, tfjsFiles } from "./import-tfjs.ts";
import { loadProgress } from "./load-progress.ts";
import type { LoadProgress } from "./protocol.ts";

/** Bytes a search may use of the WASM heap's 4 GB; leaves room for the weights and the rest of the tab. */
const WASM_BYTES = 2e9;
/** Share of the machine's memory that a search may use on a graphics card; integrated graphics share that memory. */
const GRAPHICS_SHARE = 0.85;
/** Gigabytes of memory assumed when the browser does not report it. */
const USUAL_GIGABYTES = 8;

/** Returns the memory that a search may use on a backend. */
function memoryOf(backend: BackendName): Memory {
  if (backend !== "webgpu") return { bytes: WASM_BYTES };
  // Only some browsers report it, rounded to whole gigabytes and capped.
  const { deviceMemory = USUAL_GIGABYTES } = navigator as { deviceMemory?: number };
  return { bytes: GRAPHICS_SHARE * deviceMemory * 1e9 };
}

/**
 * Recognises a model from the names and shapes of its tensors, without reading its weights.
 *
 * @throws {LabError} "weights" if the files are not a checkpoint, or not of a network that the lab knows.
 */
export async function inspectFiles(files: readonly File[], backend: BackendName): Promise<Inspection> {
  const tfjs = await tfjsFiles(files);
  if (tfjs !== null) return inspectTfjs(tfjs);
  return recognise(await openCheckpoint(files), memoryOf(backend)).inspection;
}

/**
 * Reads a model with all its weights. Its id is a hash of weights and settings. A folder, or a model with its own
 * topology, needs a started backend.
 *
 * @param answers  settings that a checkpoint lacks; null for a folder's files.
 * @throws {LabError} "weights" naming the file and its fault; "value" if the answers do not fit the files.
 */
export async function readModel(
  files: readonly File[],
  answers: ImportAnswers | null,
  job: Job<LoadProgress>,
): Promise<LoadedModel> {
  const onProgress = loadProgress(job);
  if (answers === null) {
    const folder = await loadModelFolder(fileFolder(files), onProgress);
    const { card, weights, topology } = folder;
    return { ...folder, card: { ...card, id: modelIdOf(card, weights, topology?.artifacts) } };
  }
  const tfjs = answers.architecture.kind === "tfjs" ? await tfjsFiles(files) : null;
  if (tfjs !== null) return readTfjs(tfjs, answers, onProgress);
  const checkpoint = await openCheckpoint(files);
  // The settings are given, so no frame count has to be chosen to fit this machine's memory.
  const { inspection, plan } = recognise(checkpoint, { bytes: Infinity });
  checkAnswers(inspection, answers);
  return importedModel(
    inspection,
    answers,
    await takeWeights(checkpoint, plan, answers, { signal: job.signal, onProgress }),
  );
}

/** Returns the model as the files of a folder, in the form that `readModel` reads. */
export function filesOf(model: LoadedModel): File[] {
  return saveModelFolder(model, "float32").map(({ path, bytes }) => new File([bytes], path));
}
