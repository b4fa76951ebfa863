/**
 * Reads byte ranges of files. All memory for them is allocated here, and never more than the bytes that really exist
 * justify.
 */
import { LabError } from "../base/errors.ts";

/** A sequence of bytes that can be read in parts: a file, or the content of an archive's entry. */
export interface ByteSource {
  /** Number of bytes. */
  readonly bytes: number;
  /**
   * Returns the bytes start <= i < end, new; they are the caller's.
   *
   * @throws {LabError} "weights", naming the file, if it ends early, is damaged there or can no longer be read.
   */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** Returns a part of a file as a source. `start` and `bytes` may come from the file: reading checks them against its end. */
export function filePart(file: File, start = 0, bytes = file.size - start): ByteSource {
  return { bytes, read: (from, to) => readRange(file, start + from, start + to) };
}

/**
 * Reads the bytes start <= i < end of a file.
 *
 * @throws {LabError} "weights" if the file has fewer, or was removed or changed after it was chosen.
 */
export async function readRange(file: File, start: number, end: number): Promise<Uint8Array> {
  if (end > file.size) {
    throw new LabError(
      "weights",
      `${file.name}: it ends after ${file.size} bytes where ${end} are needed; ` +
        "the file is incomplete. Download or copy it again.",
    );
  }
  const bytes = await readAtMost(file, start, end);
  if (bytes.length === end - start) return bytes;
  throw new LabError("weights", `${file.name}: it changed while it was being read. Choose it again.`);
}

/**
 * Reads the bytes start <= i < end of a file, or as many of them as the file has.
 *
 * @throws {LabError} "weights" if the file can no longer be read.
 */
export async function readAtMost(file: File, start: number, end: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(start, end).arrayBuffer());
  } catch (cause) {
    throw new LabError(
      "weights",
      `${file.name}: the browser could not read it; it was moved or changed after it was chosen, or it is a folder. Choose the file itself again.`,
      { cause },
    );
  }
}

/** Limit of float32 bytes per saved byte: 4 for one-byte types, doubled to allow for repeated values. */
const MOST_GROWTH = 8;
/** Bytes allowed for any file, however small. */
const FREE_BYTES = 2 ** 20;

/**
 * Allocates `count` float32 values that come from `stored` bytes.
 *
 * The bound is needed because a tensor with a stride of 0 repeats its values, so a few bytes could demand any size.
 *
 * @param what  Names file and tensor in the message.
 * @throws {LabError} "weights" if the values need more than 8 bytes per saved byte plus 1 MiB.
 */
export function roomFor(count: number, stored: number, what: string): Float32Array {
  const wanted = count * Float32Array.BYTES_PER_ELEMENT;
  if (wanted > MOST_GROWTH * stored + FREE_BYTES) {
    throw new LabError(
      "weights",
      `${what} claims ${count} values but has only ${stored} bytes; such growth is refused. ` +
        "Save the tensor with .clone() or .contiguous().",
    );
  }
  return new Float32Array(count);
}
