/** Adds text to a PNG: international text chunks, which viewers and reference managers read. */
import { LabError } from "../base/errors.ts";
import { crc32 } from "../base/crc32.ts";
import type { FileTags } from "./file-tags.ts";

const SIGNATURE_BYTES = 8;
/** Bytes around a chunk's data: length, type and checksum. */
const AROUND_BYTES = 12;

/**
 * Returns a PNG with its tags, in chunks directly after the first one, under the standard's keywords; the link is the
 * Source.
 *
 * @throws {LabError} "value" for bytes that are not a PNG.
 */
export function withTags(
  png: Uint8Array,
  { title, description, software, link }: FileTags,
): Uint8Array<ArrayBuffer> {
  if (png.length < SIGNATURE_BYTES + AROUND_BYTES || png[0] !== 0x89 || png[1] !== 0x50) {
    throw new LabError("value", "withTags: the bytes are not those of a PNG.");
  }
  const view = new DataView(png.buffer, png.byteOffset);
  const at = SIGNATURE_BYTES + AROUND_BYTES + view.getUint32(SIGNATURE_BYTES);
  const texts: readonly (readonly [keyword: string, text: string])[] = [
    ["Title", title],
    ["Description", description],
    ["Software", software],
    ...(link === null ? [] : ([["Source", link]] as const)),
  ];
  const chunks = texts.map(([keyword, text]) => textChunk(keyword, text));
  const added = chunks.reduce((sum, { length }) => sum + length, 0);
  const out = new Uint8Array(png.length + added);
  out.set(png.subarray(0, at));
  let to = at;
  for (const chunk of chunks) {
    out.set(chunk, to);
    to += chunk.length;
  }
  out.set(png.subarray(at), to);
  return out;
}

/** Returns an iTXt chunk, not compressed, with no language. */
function textChunk(keyword: string, text: string): Uint8Array {
  // Keyword, its terminator, two zeros for "not compressed", and terminators of an empty language and translation.
  const typed = new TextEncoder().encode(`iTXt${keyword}\0\0\0\0\0${text}`);
  const chunk = new Uint8Array(typed.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, typed.length - 4);
  chunk.set(typed, 4);
  view.setUint32(typed.length + 4, crc32(typed));
  return chunk;
}
