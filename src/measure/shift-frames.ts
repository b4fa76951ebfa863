/** The same clip a little later, earlier or to the side: what a viewer would call the same. */
import type { FrameStack } from "../clip/clip.ts";

/** How far a clip is moved. */
export interface Shift {
  /** Frames by which everything comes later; negative: earlier. */
  readonly later: number;
  /** Pixels of the clip by which everything moves right. */
  readonly right: number;
}

/** The moved clip, new: what comes in at an end or an edge repeats the frame or the pixels there. */
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
