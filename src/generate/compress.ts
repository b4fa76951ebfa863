/** Imitates video compression: still blocks repeat the previous frame, and faint detail disappears. */

/** Side length of a block in pixels; the last ones of a row or column may be smaller. */
const BLOCK = 8;

/** A frame of bytes, [height, width, 3]. */
export interface ByteFrame {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/**
 * Compresses a frame in place, block by block. A block that differs from the previous frame's by less than
 * `coarseness` on average repeats it; in other blocks faint detail is flattened.
 *
 * @param before      previous frame, already compressed; `undefined` for the first.
 * @param coarseness  byte steps, above 0.
 */
export function compress(frame: ByteFrame, before: Uint8Array | undefined, coarseness: number): void {
  const { width, height, bytes } = frame;
  for (let y0 = 0; y0 < height; y0 += BLOCK) {
    for (let x0 = 0; x0 < width; x0 += BLOCK) {
      const rows = Math.min(BLOCK, height - y0);
      const length = 3 * Math.min(BLOCK, width - x0);
      const start = (y0 * width + x0) * 3;
      if (before && difference(bytes, before, start, rows, length, width * 3) < coarseness * rows * length) {
        for (let row = 0; row < rows; row += 1) {
          const at = start + row * width * 3;
          bytes.set(before.subarray(at, at + length), at);
        }
      } else flatten(bytes, start, rows, length, width * 3, coarseness);
    }
  }
}

function difference(
  a: Uint8Array,
  b: Uint8Array,
  start: number,
  rows: number,
  length: number,
  stride: number,
): number {
  let sum = 0;
  for (let row = 0; row < rows; row += 1) {
    const from = start + row * stride;
    for (let at = from; at < from + length; at += 1) sum += Math.abs(a[at]! - b[at]!);
  }
  return sum;
}

/** Moves every value within twice `coarseness` of its channel's mean in the block halfway to that mean. */
function flatten(
  bytes: Uint8Array,
  start: number,
  rows: number,
  length: number,
  stride: number,
  coarseness: number,
): void {
  for (let c = 0; c < 3; c += 1) {
    let sum = 0;
    for (let row = 0; row < rows; row += 1) {
      const from = start + row * stride;
      for (let at = from + c; at < from + length; at += 3) sum += bytes[at]!;
    }
    const mean = sum / (rows * (length / 3));
    for (let row = 0; row < rows; row += 1) {
      const from = start + row * stride;
      for (let at = from + c; at < from + length; at += 3) {
        const value = bytes[at]!;
        if (Math.abs(value - mean) < 2 * coarseness) bytes[at] = (value + mean) >> 1;
      }
    }
  }
}
