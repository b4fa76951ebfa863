/** Encodes the figure as a looping animated GIF with one picture per frame. */
import { Encoder } from "modern-gif";
import { LabError } from "../base/errors.ts";
import { tagsAsText, type FileTags } from "./file-tags.ts";
import type { Canvases } from "./frame-canvas.ts";

/** Shortest frame duration, in hundredths of a second (GIF's unit). Browsers slow down shorter frames. */
const SHORTEST_CS = 2;

/**
 * Encodes a figure with one palette of 255 colours for all frames.
 *
 * @throws {LabError} "cancelled" after an abort.
 */
export async function encodeGif(canvases: Canvases, tags: FileTags): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height, T, frameMs } = canvases;
  const delay = 10 * Math.max(SHORTEST_CS, Math.round(frameMs / 10));
  const encoder = new Encoder({ width, height });
  for (let t = 0; t < T; t++) {
    const { data } = (await canvases.paint(t)).getImageData(0, 0, width, height);
    await encoder.encode({ data: coarser(data), delay });
  }
  return withComment(new Uint8Array(await encoder.flush("arrayBuffer")), tagsAsText(tags));
}

/**
 * Returns the pixels with six bits per channel; black and white stay exact. The palette is much coarser than that.
 * The encoder looks each colour up once, so fewer colours make it several times as fast.
 */
function coarser(rgba: Uint8ClampedArray<ArrayBuffer>): Uint8ClampedArray<ArrayBuffer> {
  return rgba.map((value) => (value & 0xfc) | (value >> 6));
}

/** Number of bytes before the colour table: signature, version and screen description. */
const HEAD_BYTES = 13;
const COMMENT_BLOCK = [0x21, 0xfe];
const MOST_BLOCK_BYTES = 255;

/**
 * Returns the GIF with a UTF-8 comment directly after its colour table. The standard says 7-bit ASCII; current
 * readers accept UTF-8, which contains ASCII.
 *
 * @throws {LabError} "value" for bytes that are not a GIF.
 */
export function withComment(gif: Uint8Array, comment: string): Uint8Array<ArrayBuffer> {
  const flags = gif[10];
  if (flags === undefined || String.fromCharCode(...gif.subarray(0, 3)) !== "GIF") {
    throw new LabError("value", "withComment: the bytes are not those of a GIF.");
  }
  // The lowest three bits hold the table's length, the highest one whether there is a table.
  const at = HEAD_BYTES + ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  const text = new TextEncoder().encode(comment);
  const block: number[] = [...COMMENT_BLOCK];
  for (let from = 0; from < text.length; from += MOST_BLOCK_BYTES) {
    const part = text.subarray(from, from + MOST_BLOCK_BYTES);
    block.push(part.length, ...part);
  }
  block.push(0);
  const out = new Uint8Array(gif.length + block.length);
  out.set(gif.subarray(0, at));
  out.set(block, at);
  out.set(gif.subarray(at), at + block.length);
  return out;
}
