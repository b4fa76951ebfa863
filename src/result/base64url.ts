/** base64url without padding (RFC 4648 section 5), strict when read: one text stands for one sequence of bytes. */

/** Bytes handed to `String.fromCharCode` at once; engines limit the number of arguments. */
const SLICE = 0x8000;

/** The bytes as A-Z, a-z, 0-9, "-" and "_". */
export function toBase64url(bytes: Uint8Array): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += SLICE) {
    binary += String.fromCharCode(...bytes.subarray(start, start + SLICE));
  }
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The bytes, or null where the text is not what `toBase64url` writes: other characters, length or spare bits. */
export function fromBase64url(text: string): Uint8Array | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return toBase64url(bytes) === text ? bytes : null;
}
