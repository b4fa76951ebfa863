/** Shifts a clip slightly in time or to the side: a viewer would call the result the same clip. */
import type { FrameStack } from "../clip/clip.ts";

/** The distance by which a clip is shifted. */
export interface Shift {
  /** Frames by which everything comes later; negative: earlier. */
  readonly later: number;
  /** Pixels of the clip by which everything moves right. */
  readonly right: number;
}

/** Returns the shifted clip, as a new stack. The first or last frame, or the pixels at the edge, fill the gap. */
export function shiftFrames({ T, H, W, data }: FrameStack, { later, right }: Shift): FrameStack {
  const moved = new Uint8Array(data.length);
  for (let t = 0; t < T; t++) {
    const from = within(t - later, T);
    for (let x = 0; x < W; x++) {
      const column = within(x - right, W);
      for (let y = 0; y < H; y++) {
        const source = ((from * H + y) * W + column) * 3;
        moved.set(data.subarray(source, source + 3), ((t * H + y) * W + x) * 3);
      }
    }
  }
  return { T, H, W, data: moved };
}

function within(at: number, length: number): number {
  return Math.min(Math.max(at, 0), length - 1);
}
