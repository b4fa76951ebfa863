/**
 * TensorFlow's checkpoints: an index (`name.index`) and data files (`name.data-00000-of-00001`) that belong together.
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
import { crc32c, unmasked } from "./crc32c.ts";

/** An index lists half a million variables in this. */
const MOST_INDEX_BYTES = 2 ** 25;

const SHARD = /\.data-\d{5}-of-\d{5}$/;

/** Whether a file of this name is a data file of a checkpoint, for which its index must be there too. */
export function isTensorFlowShard(name: string): boolean {
  return SHARD.test(name);
}

/**
 * Opens a checkpoint.
 *
 * Names are the file's: `RGB/inception_i3d/Conv3d_1a_7x7/conv_3d/w`, or `layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE`
 * of checkpoints that follow objects. The object graph, text and counters are left out.
 *
 * @param index  the file that ends as a table (see `endsAsTable`).
 * @param files  all files that came with it, data files among them; others are passed over.
 * @throws {LabError} "weights" naming the file and what is wrong or missing.
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
      `${index.name}: ${index.size} bytes are too many for the index of a TensorFlow checkpoint (up to ${MOST_INDEX_BYTES} ` +
        "are read here). If it is a checkpoint in one file, of TensorFlow’s first format (V1), save it in the second (V2).",
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

/** The data file of an entry, by its name, or by its number alone where the file was renamed. */
function shardOf(index: File, files: readonly File[], { shards }: Bundle, entry: BundleEntry): File {
  if (entry.shard >= shards) {
    throw new LabError(
      "weights",
      `${index.name}: "${shown(entry.name)}" is said to lie in data file ${entry.shard + 1} of ${shards}. The index is damaged.`,
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
        `${offset} on, in a file of ${shard.size}. The file is cut short, or not of this index.`,
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
          `${shard.name}: "${shown(name)}" is damaged (its checksum is wrong), or the file is not of this index. Copy it again.`,
        );
      }
      return decodeNumbers(bytes, dtype);
    },
  };
}
