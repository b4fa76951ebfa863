/** base64url without padding (RFC 4648 section 5). Decoding is strict: each byte sequence has exactly one text. */

/** Number of bytes passed to `String.fromCharCode` at once; engines limit the number of arguments. */
const SLICE = 0x8000;

/**
 * Encodes bytes with A-Z, a-z, 0-9, "-" and "_".
 *
 * @example
 * toBase64url(new Uint8Array([255, 224, 1])); // "_-AB"
 */
export function toBase64url(bytes: Uint8Array): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += SLICE) {
    binary += String.fromCharCode(...bytes.subarray(start, start + SLICE));
  }
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * Decodes text to bytes. Returns null for text that `toBase64url` would not write: other characters, a wrong length
 * or spare bits.
 *
 * @example
 * fromBase64url("_-A="); // null
 */
export function fromBase64url(text: string): Uint8Array | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return toBase64url(bytes) === text ? bytes : null;
}
