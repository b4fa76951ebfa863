/** Reads the few bytes of a dropped file that are needed to identify it, and an archive's directory. */
import { readAtMost } from "./byte-source.ts";
import { openZip, type ZipArchive } from "./zip.ts";

/** Number of bytes read from the file's start. */
const HEAD_BYTES = 4096;
/** Number of bytes read from its end, where TensorFlow's tables have their signature. */
const TAIL_BYTES = 64;

/** The parts of a file by which it is identified. */
export interface Look {
  readonly file: File;
  /** The first `HEAD_BYTES`, or all if there are fewer. */
  readonly head: Uint8Array;
  /** The last `TAIL_BYTES`, or all if there are fewer. */
  readonly tail: Uint8Array;
  /** The opened archive; null if the file is not a zip archive. */
  readonly zip: ZipArchive | null;
}

/**
 * Reads a file's head, tail and directory.
 *
 * @throws {LabError} "weights" if the file cannot be read, or starts like a zip archive but is damaged.
 */
export async function lookAt(file: File): Promise<Look> {
  const [head, tail] = await Promise.all([
    readAtMost(file, 0, HEAD_BYTES),
    readAtMost(file, Math.max(0, file.size - TAIL_BYTES), file.size),
  ]);
  return { file, head, tail, zip: startsWith(head, "PK\x03\x04") ? await openZip(file) : null };
}

/** Returns whether the bytes from `at` on are these Latin-1 characters. */
export function startsWith(bytes: Uint8Array, text: string, at = 0): boolean {
  return [...text].every((char, i) => bytes[at + i] === char.charCodeAt(0));
}

/** Returns the bytes as text if they are UTF-8 without control characters, else null. The last character may be cut off. */
export function asText(head: Uint8Array): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    // eslint-disable-next-line no-control-regex -- control characters distinguish binary data from text
    return /[\0-\x08\x0e-\x1f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}
