/** Names for things that are kept: pages, entries of the history. */

const BYTES = 12;

/** 24 hexadecimal digits that come up once. Not for results: those repeat, and draw from `base/prng.ts`. */
export function newId(): string {
  // `randomUUID` is missing on pages that are not served securely.
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
