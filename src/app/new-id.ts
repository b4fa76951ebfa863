/** Ids for pages and history entries. */

const BYTES = 12;

/** Returns 24 random hexadecimal digits. Not for results: they must be repeatable, and draw from `base/prng.ts`. */
export function newId(): string {
  // `crypto.randomUUID` is missing on pages that are not served securely.
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
