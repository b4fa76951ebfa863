/** Reads the few bytes of a dropped file that are needed to identify it, and an archive's directory. */
import { startsWith } from "../base/signatures.ts";
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
