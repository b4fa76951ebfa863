/**
 * Reads a model's folder: card.json, model.json (the weights manifest, and a TF.js model's topology) and its shards. The
 * folder may be at an address or among local files.
 */
import { LabError } from "../base/errors.ts";
import { buildModel } from "./build.ts";
import { parseCard, type ModelCard } from "./card.ts";
import { artifactBytes, parseModelJson, readArtifacts } from "./tfjs/artifacts.ts";
import { checkTfjs } from "./tfjs/check.ts";
import { nodesOf, readTopology, type TfjsTopology } from "./tfjs/tfjs.ts";
import { decodeWeights, manifestBytes, parseManifest, weightSource, type NamedWeight } from "./weights.ts";

/** A model's folder, at an address or among files that the user chose. */
export interface ModelFolder {
  /**
   * Reads one file.
   *
   * @param path      Path relative to the folder.
   * @param onBytes   Called with the number of bytes of each part as it arrives.
   * @throws {LabError} "weights" if the file is missing or unreadable; the message names it.
   */
  read(path: string, onBytes?: (count: number) => void): Promise<ArrayBuffer>;
}

/** A folder's contents, validated and decoded. */
export interface LoadedModel {
  readonly card: ModelCard;
  /** Weights by name; empty if there is a topology, which includes its own. */
  readonly weights: ReadonlyMap<string, NamedWeight>;
  /** Topology of a model whose architecture is "tfjs". */
  readonly topology?: TfjsTopology;
}

/**
 * Reads and validates a whole folder. A TF.js model is also run on the current backend to check its gradients (see
 * `checkTfjs`).
 *
 * @param onProgress  Called with the bytes of weights read so far, and of all weights.
 * @throws {LabError} "weights", naming the file and what is wrong with it.
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
 * Returns a function that reads a shard and reports the progress over all shards.
 *
 * @param total  Bytes of all shards, passed on to `onProgress`.
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
 * @throws {LabError} "weights", saying which check failed.
 */
export async function tryTopology(card: ModelCard, topology: TfjsTopology): Promise<void> {
  const network = buildModel(card, weightSource(new Map(), "model.json"), topology);
  try {
    await checkTfjs(card, network, (op) => nodesOf(topology, op));
  } finally {
    network.dispose();
  }
}

/** Returns the folder at an address. Bytes are reported as they arrive. */
export function addressFolder(baseUrl: string): ModelFolder {
  return {
    async read(path, onBytes) {
      const url = `${baseUrl.replace(/\/$/, "")}/${path}`;
      const response = await fetch(url).catch((cause: unknown) => {
        throw new LabError("weights", `${path}: fetching ${url} failed. Check the connection and reload.`, {
          cause,
        });
      });
      if (!response.ok || !response.body) {
        throw new LabError(
          "weights",
          `${path}: the server answered ${response.status} for ${url}. Check that the file exists there.`,
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

/** Returns a folder made of the given files. Files are found by name only; their own folders do not matter. */
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
          `${path}: the browser could not read the file; it was moved or changed after it was chosen. Choose the files again.`,
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
