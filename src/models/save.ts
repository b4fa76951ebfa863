/** Writes a model's folder in the form that `load.ts` reads: card.json, model.json (a TF.js weights manifest) and shards. */
import type { LoadedModel } from "./load.ts";
import { halfBits, LARGEST_HALF } from "./half.ts";
import type { ModelCard } from "./card.ts";
import type { TfjsArtifacts } from "./tfjs/artifacts.ts";
import type { NamedWeight, WeightsManifest } from "./weights.ts";

/** Element type in which tensors are saved; vectors, such as batch norms and biases, stay float32. */
export type SavedType = "float32" | "float16" | "uint8";

/** One file of a folder. */
export interface SavedFile {
  /** Path relative to the folder. */
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Largest shard, as in TF.js's own converter: small enough for browsers to cache and resume. */
const SHARD_BYTES = 4 * 1024 * 1024;

type Entry = WeightsManifest["weightsManifest"][number]["weights"][number];

/**
 * Returns the files of a model's folder. "float16" halves the download and rounds to nearest, ties to even; "uint8"
 * quarters it and maps the values of a tensor to 256 even steps that include 0, as TF.js's converter does.
 *
 * Vectors always stay float32: they are small, and a batch norm's variance must not round to 0. So does a tensor with a
 * number beyond the range of float16, if that type is chosen. The weights of a TF.js model are saved unchanged.
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

/** Returns the files of a TF.js model: `model.json` includes the topology. */
function saveTopology(card: ModelCard, artifacts: TfjsArtifacts): SavedFile[] {
  const { format, modelTopology, signature, weightSpecs, weightData } = artifacts;
  const head = {
    format: `${format}-model`,
    modelTopology,
    ...(signature === undefined ? {} : { signature }),
  };
  return folderOf(card, head, weightSpecs, [new Uint8Array(weightData)]);
}

/** Returns card, `model.json` and shards; `head` holds the fields of `model.json` besides the weights. */
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

/** Quantises values so that value = min + scale * byte. */
function asUint8(values: Float32Array): Stored {
  let [low, high] = [0, 0]; // Include 0 in the range, so that weights pruned to 0 stay 0.
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

/** Joins the parts and splits the result into shards of `SHARD_BYTES`; at least one. */
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
