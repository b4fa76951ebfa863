/** The figure as an animated GIF that repeats, one picture a frame. */
import { Encoder } from "modern-gif";
import { LabError } from "../base/errors.ts";
import { tagsAsText, type FileTags } from "./file-tags.ts";
import type { Canvases } from "./frame-canvas.ts";

/** GIF counts time in hundredths of a second; browsers slow down what is shown for less than two of them. */
const SHORTEST_CS = 2;

/**
 * Encodes a figure with one palette of 255 colours over all frames.
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
 * The pixels with six bits a channel, black and white kept. The palette is far coarser than that, and the encoder
 * looks each colour up once: fewer colours make it several times as fast.
 */
function coarser(rgba: Uint8ClampedArray<ArrayBuffer>): Uint8ClampedArray<ArrayBuffer> {
  return rgba.map((value) => (value & 0xfc) | (value >> 6));
}

/** Bytes before the colour table: signature, version and the screen's description. */
const HEAD_BYTES = 13;
const COMMENT_BLOCK = [0x21, 0xfe];
const MOST_BLOCK_BYTES = 255;

/**
 * A GIF with a comment, UTF-8, right after its colour table.
 *
 * The standard speaks of 7-bit ASCII; readers of today take UTF-8, and ASCII is the same in it.
 *
 * @throws {LabError} "value" for bytes that are no GIF.
 */
export function withComment(gif: Uint8Array, comment: string): Uint8Array<ArrayBuffer> {
  const flags = gif[10];
  if (flags === undefined || String.fromCharCode(...gif.subarray(0, 3)) !== "GIF") {
    throw new LabError("value", "withComment: the bytes are not those of a GIF.");
  }
  // The lowest three bits say how long the table is, the highest one whether there is one.
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
