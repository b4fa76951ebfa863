/** Models in TF.js' own formats, dropped as model.json and its shards. */
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

/** No topology is larger. */
const MOST_JSON_BYTES = 64e6;

/** The files of a TF.js model. */
export interface TfjsFiles {
  readonly files: readonly File[];
  /** Name of the file with the topology. */
  readonly from: string;
  readonly model: TfjsModelJson;
}

/**
 * The files as a TF.js model with its own topology; null where none of them has one.
 *
 * @throws {LabError} "weights" where one has, but is damaged.
 */
export async function tfjsFiles(files: readonly File[]): Promise<TfjsFiles | null> {
  for (const file of files) {
    if (!/\.json$/i.test(file.name) || file.size > MOST_JSON_BYTES) continue;
    const value = jsonOrNull(new TextDecoder().decode(await readRange(file, 0, file.size)));
    if (hasTopology(value)) return { files, from: file.name, model: parseModelJson(value, file.name) };
  }
  return null;
}

/** @throws {LabError} "weights" where it is no classifier of clips. */
export function inspectTfjs({ from, model }: TfjsFiles): Inspection {
  const parameters = model.weightsManifest
    .flatMap(({ weights }) => weights)
    .reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return tfjsInspection(from, parameters, describeTfjs(model));
}

/**
 * The model, tried out on the current backend: it answers, and its gradients are right.
 *
 * @param onProgress  bytes of weights so far, and of all of them.
 * @throws {LabError} "weights" saying what does not hold; "value" for answers that do not fit.
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
