/** Writes a model's folder, as `load.ts` reads it: card.json, model.json (a TF.js weights manifest) and its shards. */
import type { LoadedModel } from "./load.ts";
import { halfBits, LARGEST_HALF } from "./half.ts";
import type { ModelCard } from "./card.ts";
import type { TfjsArtifacts } from "./tfjs/artifacts.ts";
import type { NamedWeight, WeightsManifest } from "./weights.ts";

/** How large tensors are stored; small ones, such as batch norms and biases, stay float32. */
export type SavedType = "float32" | "float16" | "uint8";

/** One file of a folder. */
export interface SavedFile {
  /** Relative to the folder. */
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Largest shard: what TF.js' own converter writes, so that browsers can cache and resume them. */
const SHARD_BYTES = 4 * 1024 * 1024;

type Entry = WeightsManifest["weightsManifest"][number]["weights"][number];

/**
 * The folder's files. `float16` halves the download and rounds to nearest, ties to even; `uint8` quarters it and puts
 * the values of a tensor on 256 even steps, 0 being one of them, as TF.js' converter does.
 *
 * A TF.js model's own weights stay as they are.
 *
 * Vectors stay float32 whatever is asked: they are few, and a batch norm's variance must not round to 0. So does a
 * tensor that holds a number beyond float16's range.
 */
export function saveModelFolder({ card, weights, topology }: LoadedModel, type: SavedType): SavedFile[] {
  if (topology !== undefined) return saveTopology(card, topology.artifacts);
  const entries: Entry[] = [];
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (const [name, weight] of weights) {
    const { bytes, quantization } = stored(weight, type);
    entries.push({ name, shape: [...weight.shape], dtype: "float32", ...(quantization && { quantization }) });
    parts.push(bytes);
  }
  return folderOf(card, { format: "weights" }, entries, parts);
}

/** `model.json` with the topology, and its weights in shards. */
function saveTopology(card: ModelCard, artifacts: TfjsArtifacts): SavedFile[] {
  const { format, modelTopology, signature, weightSpecs, weightData } = artifacts;
  const head = {
    format: `${format}-model`,
    modelTopology,
    ...(signature === undefined ? {} : { signature }),
  };
  return folderOf(card, head, weightSpecs, [new Uint8Array(weightData)]);
}

/** @param head  what `model.json` says beside the weights. */
function folderOf(
  card: ModelCard,
  head: object,
  weights: readonly unknown[],
  parts: readonly Uint8Array[],
): SavedFile[] {
  const shards = sharded(parts);
  const paths = shards.map((_, i) => `group1-shard${i + 1}of${shards.length}.bin`);
  const model = { ...head, weightsManifest: [{ paths, weights }] };
  return [
    { path: "card.json", bytes: asText(JSON.stringify(card, null, 2)) },
    { path: "model.json", bytes: asText(JSON.stringify(model)) },
    ...shards.map((bytes, i) => ({ path: paths[i]!, bytes })),
  ];
}

interface Stored {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly quantization?: NonNullable<Entry["quantization"]>;
}

function stored({ shape, values }: NamedWeight, type: SavedType): Stored {
  if (type === "float32" || shape.length < 2) return asFloat32(values);
  return type === "float16" ? asFloat16(values) : asUint8(values);
}

function asFloat32(values: Float32Array): Stored {
  const bytes = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, i) => bytes.setFloat32(4 * i, value, true));
  return { bytes: new Uint8Array(bytes.buffer) };
}

function asFloat16(values: Float32Array): Stored {
  if (values.some((value) => Math.abs(value) > LARGEST_HALF)) return asFloat32(values);
  const bytes = new DataView(new ArrayBuffer(2 * values.length));
  values.forEach((value, i) => bytes.setUint16(2 * i, halfBits(value), true));
  return {
    bytes: new Uint8Array(bytes.buffer),
    quantization: { dtype: "float16", original_dtype: "float32" },
  };
}

/** value = min + scale * byte. */
function asUint8(values: Float32Array): Stored {
  let [low, high] = [0, 0]; // 0 is always among the steps: weights that pruning set to 0 stay 0
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const scale = high > low ? (high - low) / 255 : 1;
  const zero = Math.round(-low / scale);
  const bytes = Uint8Array.from(values, (value) =>
    Math.min(Math.max(Math.round(value / scale) + zero, 0), 255),
  );
  return { bytes, quantization: { dtype: "uint8", scale, min: -zero * scale, original_dtype: "float32" } };
}

/** The parts end to end, cut anew every 4 MiB; at least one shard. */
function sharded(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer>[] {
  const total = parts.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const shards = Array.from(
    { length: Math.max(1, Math.ceil(total / SHARD_BYTES)) },
    (_, i) => new Uint8Array(Math.min(SHARD_BYTES, total - i * SHARD_BYTES)),
  );
  let at = 0;
  for (const part of parts) {
    for (let from = 0; from < part.byteLength;) {
      const shard = shards[Math.floor(at / SHARD_BYTES)]!;
      const piece = part.subarray(from, from + SHARD_BYTES - (at % SHARD_BYTES));
      shard.set(piece, at % SHARD_BYTES);
      from += piece.byteLength;
      at += piece.byteLength;
    }
  }
  return shards;
}

function asText(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${text}\n`);
}
