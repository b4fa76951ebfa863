/** A first look at a dropped file: few bytes of it, and an archive's directory, for all who must tell what it is. */
import { readAtMost } from "./byte-source.ts";
import { openZip, type ZipArchive } from "./zip.ts";

/** Bytes looked at from the file's start. */
const HEAD_BYTES = 4096;
/** Bytes looked at from its end, where TensorFlow's tables have their mark. */
const TAIL_BYTES = 64;

/** What was seen of a file. */
export interface Look {
  readonly file: File;
  /** The first `HEAD_BYTES`, or all. */
  readonly head: Uint8Array;
  /** The last `TAIL_BYTES`, or all. */
  readonly tail: Uint8Array;
  /** Null where the file is no zip archive. */
  readonly zip: ZipArchive | null;
}

/** @throws {LabError} "weights" where the file cannot be read, or begins as a zip archive but is a damaged one. */
export async function lookAt(file: File): Promise<Look> {
  const [head, tail] = await Promise.all([
    readAtMost(file, 0, HEAD_BYTES),
    readAtMost(file, Math.max(0, file.size - TAIL_BYTES), file.size),
  ]);
  return { file, head, tail, zip: startsWith(head, "PK\x03\x04") ? await openZip(file) : null };
}

/** Whether bytes from `at` on are these characters, as Latin-1. */
export function startsWith(bytes: Uint8Array, text: string, at = 0): boolean {
  return [...text].every((char, i) => bytes[at + i] === char.charCodeAt(0));
}

/** The bytes as text where they read as UTF-8 without control characters, else null. A character cut off at the end does not matter. */
export function asText(head: Uint8Array): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    // eslint-disable-next-line no-control-regex -- control characters are what tells binary data from text
    return /[\0-\x08\x0e-\x1f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}
