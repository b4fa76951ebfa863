/**
 * Opens TensorFlow checkpoints: an index (`name.index`) and the data files (`name.data-00000-of-00001`) that belong to it.
 * The index is read whole, variables by slices of the data files.
 */
import { LabError } from "../../base/errors.ts";
import { shown, shownShape } from "../../base/shown.ts";
import { sizeOf } from "../../base/shape.ts";
import { readRange } from "../byte-source.ts";
import type { Checkpoint, StoredTensor } from "../checkpoint.ts";
import { decodeNumbers, STORED_BYTES } from "../numbers.ts";
import { readBundle, type Bundle, type BundleEntry } from "./bundle.ts";
import { UnreadableBytes } from "./byte-reader.ts";
import { crc32c } from "../../base/crc32.ts";
import { unmasked } from "./masked-checksum.ts";

/** Longest index read: enough for half a million variables. */
const MOST_INDEX_BYTES = 2 ** 25;

const SHARD = /\.data-\d{5}-of-\d{5}$/;

/** Returns whether a file of this name is a data file of a checkpoint, which needs its index. */
export function isTensorFlowShard(name: string): boolean {
  return SHARD.test(name);
}

/**
 * Opens a checkpoint.
 *
 * Names are the file's own: `RGB/inception_i3d/Conv3d_1a_7x7/conv_3d/w`, or, in object-based checkpoints,
 * `layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE`. The object graph, text and counters are omitted.
 *
 * @param index  The file that ends as a table (see `endsAsTable`).
 * @param files  All files dropped with it; those that are not data files are ignored.
 * @throws {LabError} "weights", naming the file and what is wrong or missing.
 */
export async function openTensorFlow(index: File, files: readonly File[]): Promise<Checkpoint> {
  const bundle = await readIndex(index);
  const shards = new Map<number, File>();
  const tensors = new Map<string, StoredTensor>();
  for (const entry of bundle.entries) {
    const shard = shards.get(entry.shard) ?? shardOf(index, files, bundle, entry);
    shards.set(entry.shard, shard);
    tensors.set(entry.name, storedTensor(entry, shard));
  }
  return { format: "TensorFlow checkpoint", from: index.name, tensors, config: null };
}

async function readIndex(index: File): Promise<Bundle> {
  if (index.size > MOST_INDEX_BYTES) {
    throw new LabError(
      "weights",
      `${index.name}: ${index.size} bytes are too many for the index of a TensorFlow checkpoint (at most ${MOST_INDEX_BYTES} ` +
        "are read here). If it is a checkpoint in one file, in TensorFlow’s first format (V1), save it in the second (V2).",
    );
  }
  try {
    return readBundle(await readRange(index, 0, index.size));
  } catch (cause) {
    if (!(cause instanceof UnreadableBytes)) throw cause;
    throw new LabError(
      "weights",
      `${index.name}: it cannot be read as the index of a TensorFlow checkpoint: ${cause.message}. ${cause.remedy}`,
      { cause },
    );
  }
}

/** Returns the data file of an entry, found by its name, or only by its number if the file was renamed. */
function shardOf(index: File, files: readonly File[], { shards }: Bundle, entry: BundleEntry): File {
  if (entry.shard >= shards) {
    throw new LabError(
      "weights",
      `${index.name}: "${shown(entry.name)}" is listed in data file ${entry.shard + 1} of ${shards}. The index is damaged.`,
    );
  }
  const digits = (n: number) => String(n).padStart(5, "0");
  const suffix = `.data-${digits(entry.shard)}-of-${digits(shards)}`;
  const name = index.name.replace(/\.index$/, "") + suffix;
  const alike = files.filter((file) => file.name.endsWith(suffix));
  const found = alike.find((file) => file.name === name) ?? (alike.length === 1 ? alike[0] : undefined);
  if (found) return found;
  const given = files.map((file) => file.name).join(", ");
  throw new LabError(
    "weights",
    `${name}: not among the chosen files (${given}). Choose the .index file and every .data file of the checkpoint together.`,
  );
}

function storedTensor(entry: BundleEntry, shard: File): StoredTensor {
  const { name, shape, dtype, offset, size } = entry;
  const needed = sizeOf(shape) * STORED_BYTES[dtype];
  if (needed !== size || offset + size > shard.size) {
    throw new LabError(
      "weights",
      `${shard.name}: "${shown(name)}" of shape [${shownShape(shape)}] needs ${needed} bytes; the index gives it ${size} from byte ` +
        `${offset} on, in a file of ${shard.size}. The file is incomplete, or does not belong to this index.`,
    );
  }
  return {
    shape,
    dtype,
    bytes: size,
    async read() {
      const bytes = await readRange(shard, offset, offset + size);
      if (crc32c(bytes) !== unmasked(entry.checksum)) {
        throw new LabError(
          "weights",
          `${shard.name}: "${shown(name)}" is damaged (its checksum is wrong), or the file does not belong to this index. Copy it again.`,
        );
      }
      return decodeNumbers(bytes, dtype);
    },
  };
}
