/** Pickles written byte by byte, for tests. */

/** Part of a pickle; a text stands for its characters' codes (Latin-1). */
export type PicklePart = string | Uint8Array | readonly number[];

/** Joins all parts. */
export function pickleBytes(...parts: readonly PicklePart[]): Uint8Array<ArrayBuffer> {
  const pieces = parts.map((part) =>
    typeof part === "string" ? Uint8Array.from(part, (char) => char.charCodeAt(0)) : Uint8Array.from(part),
  );
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Returns a text as protocol 2 writes it; ASCII only. */
export function pickledText(text: string): string {
  const length = [0, 8, 16, 24].map((shift) => String.fromCharCode((text.length >> shift) & 0xff));
  return `X${length.join("")}${text}`;
}
