/**
 * Reads a model's folder: card.json, model.json (the weights manifest, and of a TF.js model its topology) and its
 * shards, wherever they lie.
 */
import { LabError } from "../base/errors.ts";
import { buildModel } from "./build.ts";
import { parseCard, type ModelCard } from "./card.ts";
import { artifactBytes, parseModelJson, readArtifacts } from "./tfjs/artifacts.ts";
import { checkTfjs } from "./tfjs/check.ts";
import { nodesOf, readTopology, type TfjsTopology } from "./tfjs/tfjs.ts";
import { decodeWeights, manifestBytes, parseManifest, weightSource, type NamedWeight } from "./weights.ts";

/** A model's folder, behind an address or among files that the user chose. */
export interface ModelFolder {
  /**
   * One file of it.
   *
   * @param path      relative to the folder.
   * @param onBytes   called with the number of bytes of each part as it arrives.
   * @throws {LabError} "weights" where it is not there; the message names it.
   */
  read(path: string, onBytes?: (count: number) => void): Promise<ArrayBuffer>;
}

/** What a folder holds, checked and decoded. */
export interface LoadedModel {
  readonly card: ModelCard;
  /** Empty where a topology has its own. */
  readonly weights: ReadonlyMap<string, NamedWeight>;
  /** Of a card whose architecture is "tfjs". */
  readonly topology?: TfjsTopology;
}

/**
 * Reads and checks a whole folder. A TF.js model is also run on the current backend, to see whether its gradients are
 * right (see `checkTfjs`).
 *
 * @param onProgress  bytes of weights so far, and of all of them.
 * @throws {LabError} "weights" naming the file and what is wrong with it.
 */
export async function loadModelFolder(
  folder: ModelFolder,
  onProgress: (loaded: number, total: number) => void,
): Promise<LoadedModel> {
  const card = parseCard(await readJson(folder, "card.json"), "card.json");
  const model = await readJson(folder, "model.json");
  const shardsOf = (total: number) => countedShards(folder, total, onProgress);
  if (card.architecture.kind === "tfjs") {
    return { card, weights: new Map(), topology: await loadTfjs(card, model, shardsOf) };
  }
  const manifest = parseManifest(model, "model.json");
  return { card, weights: await decodeWeights(manifest, shardsOf(manifestBytes(manifest)), "model.json") };
}

/**
 * Reads shards of a folder, counting their bytes.
 *
 * @param total  of all shards; handed on.
 */
export function countedShards(
  folder: ModelFolder,
  total: number,
  onProgress: (loaded: number, total: number) => void,
): (path: string) => Promise<ArrayBuffer> {
  let loaded = 0;
  return (path) =>
    folder.read(path, (count) => {
      loaded += count;
      onProgress(loaded, total);
    });
}

async function loadTfjs(
  card: ModelCard,
  value: unknown,
  shardsOf: (total: number) => (path: string) => Promise<ArrayBuffer>,
): Promise<TfjsTopology> {
  const model = parseModelJson(value, "model.json");
  const artifacts = await readArtifacts(model, shardsOf(artifactBytes(model)), "model.json");
  const topology = await readTopology(card, artifacts);
  await tryTopology(card, topology);
  return topology;
}

/**
 * Runs a TF.js model on the current backend and checks its gradients (see `checkTfjs`).
 *
 * @throws {LabError} "weights" saying what does not hold.
 */
export async function tryTopology(card: ModelCard, topology: TfjsTopology): Promise<void> {
  const network = buildModel(card, weightSource(new Map(), "model.json"), topology);
  try {
    await checkTfjs(card, network, (op) => nodesOf(topology, op));
  } finally {
    network.dispose();
  }
}

/** A folder behind an address. Bytes are counted as they stream in. */
export function addressFolder(baseUrl: string): ModelFolder {
  return {
    async read(path, onBytes) {
      const url = `${baseUrl.replace(/\/$/, "")}/${path}`;
      const response = await fetch(url).catch((cause: unknown) => {
        throw new LabError(
          "weights",
          `${path}: could not be fetched from ${url}. Check the connection and reload.`,
          {
            cause,
          },
        );
      });
      if (!response.ok || !response.body) {
        throw new LabError(
          "weights",
          `${path}: the server answered ${response.status} for ${url}; the file is missing there.`,
        );
      }
      const parts: BlobPart[] = [];
      for await (const part of response.body) {
        parts.push(part);
        onBytes?.(part.byteLength);
      }
      return new Blob(parts).arrayBuffer();
    },
  };
}

/** A folder given as files, found by their names whatever folder they were in. */
export function fileFolder(files: readonly File[]): ModelFolder {
  const byName = new Map(files.map((file) => [file.name, file]));
  return {
    async read(path, onBytes) {
      const file = byName.get(path.split("/").at(-1)!);
      if (!file) {
        const given = files.map((f) => f.name).join(", ") || "nothing";
        throw new LabError(
          "weights",
          `${path}: not among the chosen files (${given}). Choose card.json, model.json and every .bin file together.`,
        );
      }
      const bytes = await file.arrayBuffer().catch((cause: unknown) => {
        throw new LabError(
          "weights",
          `${path}: the browser could not read it; it was moved or changed after it was chosen. Choose the files again.`,
          { cause },
        );
      });
      onBytes?.(bytes.byteLength);
      return bytes;
    },
  };
}

async function readJson(folder: ModelFolder, path: string): Promise<unknown> {
  const text = new TextDecoder().decode(await folder.read(path));
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new LabError("weights", `${path}: not JSON. Export the model again, or choose another file.`, {
      cause,
    });
  }
}
