/**
 * Reads LevelDB's sorted tables, the format of a TensorFlow checkpoint's index: blocks of keys and values, each with a
 * checksum, then an index of blocks and a footer.
 *
 * @see github.com/google/leveldb/blob/main/doc/table_format.md
 */
import { ByteReader, UnreadableBytes } from "./byte-reader.ts";
import { crc32c } from "../../base/crc32.ts";
import { unmasked } from "./masked-checksum.ts";

const FOOTER_BYTES = 48;
const MAGIC = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb];
/** Length of the trailer after each block: the kind of compression and a checksum. */
const TRAILER_BYTES = 5;
const SNAPPY = 1;

const SAVE_AS_V2 = "Save it in TensorFlow’s second format (V2), which has no compressed blocks.";

/** Longest key accepted; names of variables are far shorter. */
const MOST_KEY_BYTES = 4096;
/** Limit of key bytes per byte of the file. Keys share prefixes, so together they may be longer than the file. */
const MOST_KEYS_PER_BYTE = 64;

/** Returns whether a file with this end is a table. @param end  At least the last 8 bytes of the file. */
export function endsAsTable(end: Uint8Array): boolean {
  const last = end.subarray(-MAGIC.length);
  return last.length === MAGIC.length && MAGIC.every((byte, i) => last[i] === byte);
}

/** A key and its value; the value is a view of the table's bytes. */
export type TableEntry = readonly [key: Uint8Array, value: Uint8Array];

/**
 * Yields the table's entries, in ascending order of their keys.
 *
 * @param table  The whole file.
 * @throws {UnreadableBytes} if it is incomplete, damaged, or compressed (with Snappy, which TensorFlow does not use here).
 */
export function* tableEntries(table: Uint8Array): Generator<TableEntry> {
  if (table.length < FOOTER_BYTES || !endsAsTable(table)) throw new UnreadableBytes("its end is missing");
  const footer = new ByteReader(table.subarray(-FOOTER_BYTES));
  // Skip the index of the table's properties, which TensorFlow leaves empty.
  footer.varint();
  footer.varint();
  const index = blockAt(table, footer);
  let end = 0;
  let keyBytes = 0;
  let last: Uint8Array | null = null;
  for (const [, handle] of blockEntries(index.contents)) {
    const block = blockAt(table, new ByteReader(handle));
    // Overlapping blocks could make a small file yield endless entries.
    if (block.offset < end) throw new UnreadableBytes("its blocks overlap");
    end = block.offset + block.contents.length;
    for (const entry of blockEntries(block.contents)) {
      keyBytes += entry[0].length;
      if (keyBytes > MOST_KEYS_PER_BYTE * table.length) throw new UnreadableBytes("its keys are too long");
      if (last && compare(last, entry[0]) >= 0) throw new UnreadableBytes("its keys are not in order");
      last = entry[0];
      yield entry;
    }
  }
}

/** Returns the block to which the next two numbers point, after checking its checksum. */
function blockAt(table: Uint8Array, handle: ByteReader): { offset: number; contents: Uint8Array } {
  const offset = handle.varint();
  const size = handle.varint();
  if (offset + size + TRAILER_BYTES > table.length - FOOTER_BYTES)
    throw new UnreadableBytes("a block is outside the file");
  const summed = table.subarray(offset, offset + size + 1);
  const stored = new ByteReader(table.subarray(offset + size + 1, offset + size + TRAILER_BYTES)).fixed32();
  if (unmasked(stored) !== crc32c(summed)) throw new UnreadableBytes("a block’s checksum is wrong");
  const compression = summed[size]!;
  if (compression === SNAPPY)
    throw new UnreadableBytes("its blocks are compressed with Snappy, which is not read here", SAVE_AS_V2);
  if (compression !== 0)
    throw new UnreadableBytes(`its blocks are compressed in an unknown way (${compression})`);
  return { offset, contents: summed.subarray(0, size) };
}

/** Yields the entries of a block. A key omits the prefix shared with the previous one; the block ends with a list of offsets. */
function* blockEntries(block: Uint8Array): Generator<TableEntry> {
  if (block.length < 4) throw new UnreadableBytes("a block is too short");
  const restarts = new ByteReader(block.subarray(-4)).fixed32();
  const length = block.length - 4 * (restarts + 1);
  if (restarts < 1 || length < 0)
    throw new UnreadableBytes(`a block of ${block.length} bytes has ${restarts} restarts`);
  const reader = new ByteReader(block.subarray(0, length));
  let key = new Uint8Array(0);
  while (!reader.done) {
    const shared = reader.varint();
    const own = reader.varint();
    const size = reader.varint();
    if (shared > key.length)
      throw new UnreadableBytes(`a key shares ${shared} bytes with one of ${key.length} bytes`);
    if (shared + own > MOST_KEY_BYTES) throw new UnreadableBytes(`a key has ${shared + own} bytes`);
    const rest = reader.take(own);
    const next = new Uint8Array(shared + own);
    next.set(key.subarray(0, shared));
    next.set(rest, shared);
    key = next;
    yield [key, reader.take(size)];
  }
}

/** Returns a negative number if a precedes b bytewise, 0 if they are equal, else a positive number. */
function compare(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}
