/** Files that the user chose as models: a folder's as they are, a checkpoint's with what it does not say. */
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

/** Of the WASM heap's 4 GB, with room for the weights and for a tab's other needs. */
const WASM_BYTES = 2e9;
/** Of the machine's memory; integrated graphics share it. */
const GRAPHICS_SHARE = 0.85;
/** Gigabytes of a machine whose browser does not say. */
const USUAL_GIGABYTES = 8;

/** What a search may take on a backend. */
function memoryOf(backend: BackendName): Memory {
  if (backend !== "webgpu") return { bytes: WASM_BYTES };
  // Only some browsers say, in whole gigabytes and no more than they care to.
  const { deviceMemory = USUAL_GIGABYTES } = navigator as { deviceMemory?: number };
  return { bytes: GRAPHICS_SHARE * deviceMemory * 1e9 };
}

/**
 * Looks at names and shapes.
 *
 * @throws {LabError} "weights" where the files are no checkpoint, or none of a network that the lab knows.
 */
export async function inspectFiles(files: readonly File[], backend: BackendName): Promise<Inspection> {
  const tfjs = await tfjsFiles(files);
  if (tfjs !== null) return inspectTfjs(tfjs);
  return recognise(await openCheckpoint(files), memoryOf(backend)).inspection;
}

/**
 * Reads a model with all its weights; its id says what weights and settings these are. A folder, and whatever has a
 * topology of its own, needs a started backend.
 *
 * @param answers  null for a folder's files.
 * @throws {LabError} "weights" naming the file and what is wrong with it, "value" for answers that do not fit.
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
  // The settings are given, so no frames need be chosen for this machine.
  const { inspection, plan } = recognise(checkpoint, { bytes: Infinity });
  checkAnswers(inspection, answers);
  return importedModel(
    inspection,
    answers,
    await takeWeights(checkpoint, plan, answers, { signal: job.signal, onProgress }),
  );
}

/** The model as the files of a folder, which `readModel` reads again. */
export function filesOf(model: LoadedModel): File[] {
  return saveModelFolder(model, "float32").map(({ path, bytes }) => new File([bytes], path));
}
