/**
 * Reads the index of a TensorFlow checkpoint: a header, and each variable's type, shape and place.
 *
 * @see github.com/tensorflow/tensorflow/blob/master/tensorflow/core/protobuf/tensor_bundle.proto
 */
import { shown } from "../../base/shown.ts";
import type { StoredType } from "../numbers.ts";
import { UnreadableBytes, fieldsOf } from "./byte-reader.ts";
import { tableEntries } from "./table.ts";

/** A variable's entry in the index. */
export interface BundleEntry {
  readonly name: string;
  readonly dtype: StoredType;
  readonly shape: readonly number[];
  /** Number of the data file that contains it, 0-based. */
  readonly shard: number;
  /** Offset in that file, in bytes. */
  readonly offset: number;
  /** Number of bytes. */
  readonly size: number;
  /** Checksum of its bytes, in stored ("masked") form. */
  readonly checksum: number;
}

/** The index of a checkpoint. */
export interface Bundle {
  /** Number of data files. */
  readonly shards: number;
  readonly entries: readonly BundleEntry[];
}

/** TensorFlow's number types for weights (types.proto). */
const TYPES: Readonly<Record<number, StoredType>> = {
  1: "float32",
  2: "float64",
  3: "int32",
  4: "uint8",
  5: "int16",
  6: "int8",
  9: "int64",
  10: "bool",
  14: "bfloat16",
  19: "float16",
};

/** Types that are not weights: text (the object graph), handles, lists, and unsigned integers (counters and seeds). */
const LEFT_OUT = new Set([7, 17, 20, 21, 22, 23]);

/** Version of the format that is read here. */
const VERSION = 1;

/** Largest number of dimensions. */
const MOST_RANK = 32;

/**
 * Reads an index.
 *
 * @param index  The whole file.
 * @throws {UnreadableBytes} if it is damaged, or of a kind that is not read here; says what it is and what to do.
 */
export function readBundle(index: Uint8Array): Bundle {
  let shards: number | null = null;
  const entries: BundleEntry[] = [];
  for (const [key, value] of tableEntries(index)) {
    if (shards === null) {
      if (key.length > 0) throw new UnreadableBytes("its header is missing");
      shards = readHeader(value);
    } else if (key[0] !== 0) {
      // Names that start with a zero byte are parts of variables; the entry of the whole variable refuses those.
      const entry = readEntry(nameOf(key), value);
      if (entry) entries.push(entry);
    }
  }
  if (shards === null) throw new UnreadableBytes("it is empty");
  return { shards, entries };
}

function readHeader(header: Uint8Array): number {
  let shards = 0;
  for (const { number, value } of fieldsOf(header)) {
    if (number === 1) {
      if (typeof value !== "number") {
        throw new UnreadableBytes(
          "it is a checkpoint in TensorFlow’s first format (V1, one file), which is not read here",
          "Save it with tf.train.Saver(write_version=tf.train.SaverDef.V2).",
        );
      }
      shards = value;
    } else if (number === 2 && value !== 0) {
      throw new UnreadableBytes("its numbers are big-endian, which is not read here");
    } else if (number === 3 && value instanceof Uint8Array) {
      const needs = [...fieldsOf(value)].findLast((field) => field.number === 2)?.value ?? 0;
      if (typeof needs !== "number" || needs > VERSION) {
        throw new UnreadableBytes(
          `it needs a reader of version ${String(needs)}; this one has version ${VERSION}`,
        );
      }
    }
  }
  return shards;
}

/** Reads a variable's entry; returns null for types that are not weights. */
function readEntry(name: string, entry: Uint8Array): BundleEntry | null {
  let type = 0;
  let shape: number[] = [];
  const place = { shard: 0, offset: 0, size: 0, checksum: 0 };
  for (const { number, value } of fieldsOf(entry)) {
    if (number === 7) {
      throw new UnreadableBytes(
        `its variable "${shown(name)}" was saved in parts (partitioned), which is not supported here`,
        "Save it without a partitioner.",
      );
    }
    if (number === 2) {
      if (!(value instanceof Uint8Array))
        throw new UnreadableBytes(`the shape of "${shown(name)}" is damaged`);
      shape = readShape(name, value);
    } else if (number <= 6) {
      if (typeof value !== "number") throw new UnreadableBytes(`the entry of "${shown(name)}" is damaged`);
      if (number === 1) type = value;
      if (number === 3) place.shard = value;
      if (number === 4) place.offset = value;
      if (number === 5) place.size = value;
      if (number === 6) place.checksum = value;
    }
  }
  if (LEFT_OUT.has(type)) return null;
  const dtype = TYPES[type];
  if (!dtype)
    throw new UnreadableBytes(`its variable "${shown(name)}" has a type that weights do not have (${type})`);
  return { name, dtype, shape, ...place };
}

function readShape(name: string, message: Uint8Array): number[] {
  const shape: number[] = [];
  for (const { number, value } of fieldsOf(message)) {
    if (number !== 2) continue;
    if (!(value instanceof Uint8Array)) throw new UnreadableBytes(`the shape of "${shown(name)}" is damaged`);
    if (shape.length === MOST_RANK)
      throw new UnreadableBytes(`"${shown(name)}" has more than ${MOST_RANK} dimensions`);
    const size = [...fieldsOf(value)].findLast((field) => field.number === 1)?.value ?? 0;
    if (typeof size !== "number") throw new UnreadableBytes(`the shape of "${shown(name)}" is damaged`);
    shape.push(size);
  }
  return shape;
}

function nameOf(key: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(key);
  } catch {
    throw new UnreadableBytes("a variable’s name is not text");
  }
}
