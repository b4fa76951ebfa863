/** Puts zeros between neighbours along time, height and width. */
import { copyElements, copyRows } from "./copy-rows.ts";

/** Spreads [batch, T, H, W, channels] out to [batch, (T-1) st + 1, (H-1) sh + 1, (W-1) sw + 1, channels]. */
export function zeroStuff(
  x: usize,
  y: usize,
  batch: usize,
  T: usize,
  H: usize,
  W: usize,
  channels: usize,
  st: usize,
  sh: usize,
  sw: usize,
): void {
  const outT = (T - 1) * st + 1;
  const outH = (H - 1) * sh + 1;
  const outRow = ((W - 1) * sw + 1) * channels;
  const row = W * channels;
  memory.fill(y, 0, (batch * outT * outH * outRow) << 2);
  for (let b: usize = 0; b < batch; b++) {
    for (let t: usize = 0; t < T; t++) {
      for (let h: usize = 0; h < H; h++) {
        const from = x + ((((b * T + t) * H + h) * row) << 2);
        const to = y + ((((b * outT + t * st) * outH + h * sh) * outRow) << 2);
        if (sw == 1) copyElements(to, from, row);
        else copyRows(to, sw * channels, from, channels, channels, W);
      }
    }
  }
}
