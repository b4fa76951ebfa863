/**
 * Bytes of files by range, and the two places where memory for them is asked for: never more than the bytes that are
 * really there can justify.
 */
import { LabError } from "../base/errors.ts";

/** A run of bytes that can be read in parts: a file, or what one entry of an archive holds. */
export interface ByteSource {
  /** How many there are. */
  readonly bytes: number;
  /**
   * Bytes start <= i < end, new, the caller's.
   *
   * @throws {LabError} "weights" naming the file where it ends early, is damaged there or cannot be read any more.
   */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** A part of a file as a source of its own; `start` and `bytes` are believed only as far as the file goes. */
export function filePart(file: File, start = 0, bytes = file.size - start): ByteSource {
  return { bytes, read: (from, to) => readRange(file, start + from, start + to) };
}

/**
 * Bytes start <= i < end of a file.
 *
 * @throws {LabError} "weights" where the file has fewer, or is gone or changed since it was chosen.
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
 * The same, but as many as there are where the file ends before.
 *
 * @throws {LabError} "weights" where the file cannot be read any more.
 */
export async function readAtMost(file: File, start: number, end: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(start, end).arrayBuffer());
  } catch (cause) {
    throw new LabError(
      "weights",
      `${file.name}: the browser could not read it; it was moved or changed after it was chosen, or is a folder. Choose the file itself again.`,
      { cause },
    );
  }
}

/** Bytes of float32 that each stored byte may become: 4 for one-byte types, and as much again for repeated values. */
const MOST_GROWTH = 8;
/** Bytes that even a tiny file may ask for. */
const FREE_BYTES = 2 ** 20;

/**
 * Room for `count` float32 values that come from `stored` bytes.
 *
 * A tensor with a stride of 0 repeats its values, so a few bytes could ask for any size; hence the bound.
 *
 * @param what  names file and tensor in the message.
 * @throws {LabError} "weights" where the values would need more than 8 bytes a stored byte, and 1 MiB.
 */
export function roomFor(count: number, stored: number, what: string): Float32Array {
  const wanted = count * Float32Array.BYTES_PER_ELEMENT;
  if (wanted > MOST_GROWTH * stored + FREE_BYTES) {
    throw new LabError(
      "weights",
      `${what} claims ${count} values but rests on ${stored} bytes; such growth is refused. ` +
        "Save the tensor with .clone() or .contiguous().",
    );
  }
  return new Float32Array(count);
}
