/**
 * LevelDB's sorted table, which TensorFlow keeps its checkpoints' index in: blocks of keys and values, each block with
 * a checksum, an index of blocks, and a footer.
 *
 * @see github.com/google/leveldb/blob/main/doc/table_format.md
 */
import { ByteReader, UnreadableBytes } from "./byte-reader.ts";
import { crc32c, unmasked } from "./crc32c.ts";

const FOOTER_BYTES = 48;
const MAGIC = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb];
/** After each block: how it is compressed, and a checksum. */
const TRAILER_BYTES = 5;
const SNAPPY = 1;

const SAVE_AS_V2 = "Save it in TensorFlow’s second format (V2), which has no compressed blocks.";

/** Variables' names are far shorter. */
const MOST_KEY_BYTES = 4096;
/** A key may share its start with the one before, so keys can come to more than the file; not to this much more. */
const MOST_KEYS_PER_BYTE = 64;

/** Whether a file with this end is such a table. @param end  its last 8 bytes or more. */
export function endsAsTable(end: Uint8Array): boolean {
  const last = end.subarray(-MAGIC.length);
  return last.length === MAGIC.length && MAGIC.every((byte, i) => last[i] === byte);
}

/** A key and its value, views of the table's bytes where that is possible. */
export type TableEntry = readonly [key: Uint8Array, value: Uint8Array];

/**
 * The table's entries, in ascending order of their keys.
 *
 * @param table  the whole file.
 * @throws {UnreadableBytes} where it is cut short, damaged, or compressed (by Snappy, which TensorFlow does not use here).
 */
export function* tableEntries(table: Uint8Array): Generator<TableEntry> {
  if (table.length < FOOTER_BYTES || !endsAsTable(table)) throw new UnreadableBytes("its end is missing");
  const footer = new ByteReader(table.subarray(-FOOTER_BYTES));
  // The index of the table's properties, which TensorFlow leaves empty.
  footer.varint();
  footer.varint();
  const index = blockAt(table, footer);
  let end = 0;
  let keyBytes = 0;
  let last: Uint8Array | null = null;
  for (const [, handle] of blockEntries(index.contents)) {
    const block = blockAt(table, new ByteReader(handle));
    // Blocks that overlapped would make a small file an endless one.
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

/** The block that the next two numbers point to, its checksum found right. */
function blockAt(table: Uint8Array, handle: ByteReader): { offset: number; contents: Uint8Array } {
  const offset = handle.varint();
  const size = handle.varint();
  if (offset + size + TRAILER_BYTES > table.length - FOOTER_BYTES)
    throw new UnreadableBytes("a block lies outside it");
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

/** Entries of a block: each key gives only what differs from the one before; offsets of some entries, and their number, end it. */
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
      throw new UnreadableBytes(`a key shares ${shared} bytes with one of ${key.length}`);
    if (shared + own > MOST_KEY_BYTES) throw new UnreadableBytes(`a key has ${shared + own} bytes`);
    const rest = reader.take(own);
    const next = new Uint8Array(shared + own);
    next.set(key.subarray(0, shared));
    next.set(rest, shared);
    key = next;
    yield [key, reader.take(size)];
  }
}

/** Below 0 where a comes before b, bytewise. */
function compare(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}
