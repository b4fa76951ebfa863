/** Reads models in TF.js' own formats: model.json and its shards. */
import { jsonOrNull } from "../base/parse-json.ts";
import { sizeOf } from "../base/shape.ts";
import { readRange } from "../checkpoint/byte-source.ts";
import { countedShards, fileFolder, tryTopology, type LoadedModel } from "../models/load.ts";
import {
  artifactBytes,
  hasTopology,
  parseModelJson,
  readArtifacts,
  type TfjsModelJson,
} from "../models/tfjs/artifacts.ts";
import { describeTfjs } from "../models/tfjs/describe.ts";
import { readTopology } from "../models/tfjs/tfjs.ts";
import { checkAnswers, importedModel } from "../recognise/imported-model.ts";
import type { ImportAnswers, Inspection } from "../recognise/inspection.ts";
import { tfjsInspection } from "../recognise/tfjs-inspection.ts";

/** Largest file read in search of a topology, in bytes; no topology is larger. */
const MOST_JSON_BYTES = 64e6;

/** The files of a TF.js model. */
export interface TfjsFiles {
  readonly files: readonly File[];
  /** Name of the file with the topology. */
  readonly from: string;
  readonly model: TfjsModelJson;
}

/**
 * Returns the files as a TF.js model with its own topology, or null if none of them has a topology.
 *
 * @throws {LabError} "weights" if a file has a topology but is damaged.
 */
export async function tfjsFiles(files: readonly File[]): Promise<TfjsFiles | null> {
  for (const file of files) {
    if (!/\.json$/i.test(file.name) || file.size > MOST_JSON_BYTES) continue;
    const value = jsonOrNull(new TextDecoder().decode(await readRange(file, 0, file.size)));
    if (hasTopology(value)) return { files, from: file.name, model: parseModelJson(value, file.name) };
  }
  return null;
}

/**
 * Returns what a model's topology says about it.
 *
 * @throws {LabError} "weights" if the model is not a video classifier.
 */
export function inspectTfjs({ from, model }: TfjsFiles): Inspection {
  const parameters = model.weightsManifest
    .flatMap(({ weights }) => weights)
    .reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return tfjsInspection(from, parameters, describeTfjs(model));
}

/**
 * Reads the model and tries it out on the current backend: it must answer, and its gradients must be right.
 *
 * @param onProgress  called with the bytes of weights loaded so far, and of all of them.
 * @throws {LabError} "weights" if the model fails a check, naming it; "value" if the answers do not fit the model.
 */
export async function readTfjs(
  tfjs: TfjsFiles,
  answers: ImportAnswers,
  onProgress: (loaded: number, total: number) => void,
): Promise<LoadedModel> {
  const { files, from, model } = tfjs;
  const inspection = inspectTfjs(tfjs);
  checkAnswers(inspection, answers);
  const shard = countedShards(fileFolder(files), artifactBytes(model), onProgress);
  const artifacts = await readArtifacts(model, shard, from);
  const { card, weights } = importedModel(inspection, answers, new Map(), artifacts);
  const topology = await readTopology(card, artifacts);
  await tryTopology(card, topology);
  return { card, weights, topology };
}
