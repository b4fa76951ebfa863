/** What a file is by its first bytes. Names and MIME types are not believed: they are often wrong. */

/** Bytes that a kind of file has at a fixed place. */
export interface Signature {
  /** Offset of the first of them. */
  readonly at: number;
  /** The bytes as Latin-1. */
  readonly bytes: string;
}

/**
 * Returns whether the bytes from `at` on are these characters, as Latin-1.
 *
 * @example
 * startsWith(new Uint8Array([137, 80, 78, 71]), "PNG", 1); // true
 */
export function startsWith(bytes: Uint8Array, text: string, at = 0): boolean {
  return [...text].every((char, i) => bytes[at + i] === char.charCodeAt(0));
}

/** Returns the first signature that matches; put a longer one before a shorter one that begins alike. */
export function findSignature<Known extends Signature>(
  signatures: readonly Known[],
  head: Uint8Array,
): Known | undefined {
  return signatures.find(({ at, bytes }) => startsWith(head, bytes, at));
}

/**
 * Returns the bytes as text if they are UTF-8 without control characters, else null. A character cut off at the end
 * does not matter.
 */
export function asText(head: Uint8Array): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    // eslint-disable-next-line no-control-regex -- control characters are what tells binary data from text
    return /[\0-\x08\x0e-\x1f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}
