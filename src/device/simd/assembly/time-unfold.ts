/** Lays the frames that a temporal filter sees side by side in channels. */
import { copyRows } from "./copy-rows.ts";

/**
 * Unfolds [batch, frames, pixels, channels] into [batch * out, pixels, window * channels]; frames outside the clip are
 * zeros.
 */
export function timeUnfold(
  x: usize,
  y: usize,
  batch: i32,
  frames: i32,
  pixels: usize,
  channels: usize,
  window: i32,
  stride: i32,
  before: i32,
  out: i32,
): void {
  const frame = pixels * channels;
  const width = <usize>window * channels;
  for (let b = 0; b < batch; b++) {
    for (let position = 0; position < out; position++) {
      const to = y + ((<usize>(b * out + position) * pixels * width) << 2);
      for (let tap = 0; tap < window; tap++) {
        const t = position * stride + tap - before;
        const column = to + ((<usize>tap * channels) << 2);
        if (t >= 0 && t < frames) {
          copyRows(column, width, x + ((<usize>(b * frames + t) * frame) << 2), channels, channels, pixels);
        } else {
          zeroRows(column, width, channels, pixels);
        }
      }
    }
  }
}

/** Writes `rows` rows of `count` zeros; rows start `step` elements apart. */
function zeroRows(to: usize, step: usize, count: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) memory.fill(to + ((row * step) << 2), 0, count << 2);
}
