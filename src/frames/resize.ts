/**
 * Resizes frames: antialiased, with the same result on every machine. Browsers differ in canvas scaling, so it is
 * used only for display; a model's input goes through here.
 */
import { invariant } from "../base/errors.ts";
import type { FrameStack } from "../clip/clip.ts";

const CHANNELS = 3;

/** Input pixels that make one output pixel along an axis: `weights[i]` of pixel `start + i`. The weights sum to 1. */
interface Tap {
  readonly start: number;
  readonly weights: readonly number[];
}

/**
 * Returns the frames at another size, values 0..255, not rounded. A different aspect ratio stretches the picture.
 *
 * Along an axis that shrinks, an output pixel is the mean of the input it covers, with partly covered pixels weighted
 * by their covered part (a box filter). Along an axis that grows, it is interpolated linearly between pixel centres,
 * edges repeated. An axis that does not change is copied.
 *
 * @param frames  [T, h, w, 3].
 * @returns       [T, height, width, 3], new.
 */
export function resizeFrames(frames: FrameStack, height: number, width: number): Float32Array {
  const { T, H, W, data } = frames;
  const columns = axisTaps(W, width);
  const rows = axisTaps(H, height);
  const resized = new Float32Array(T * height * width * CHANNELS);
  const narrowed = new Float64Array(H * width * CHANNELS);
  const frame = new Float64Array(height * width * CHANNELS);
  for (let t = 0; t < T; t++) {
    const input = data.subarray(t * H * W * CHANNELS, (t + 1) * H * W * CHANNELS);
    resizeAxis(input, narrowed, { from: W, taps: columns, count: H, step: CHANNELS });
    resizeAxis(narrowed, frame, { from: H, taps: rows, count: 1, step: width * CHANNELS });
    resized.set(frame, t * frame.length);
  }
  return resized;
}

/**
 * Returns the taps of each output pixel of an axis resized from `from` to `to` pixels.
 *
 * @example
 * axisTaps(4, 2); // [{ start: 0, weights: [0.5, 0.5] }, { start: 2, weights: [0.5, 0.5] }]
 */
export function axisTaps(from: number, to: number): Tap[] {
  invariant(from >= 1 && to >= 1, () => `axisTaps: cannot resize ${from} pixels to ${to}`);
  const ratio = from / to;
  return Array.from({ length: to }, (_, i) =>
    to < from ? boxTap(i * ratio, (i + 1) * ratio, from) : linearTap(i, ratio, from),
  );
}

function boxTap(left: number, right: number, from: number): Tap {
  const start = Math.floor(left);
  const end = Math.min(from, Math.ceil(right));
  const weights = Array.from({ length: end - start }, (_, i) => {
    const pixel = start + i;
    return (Math.min(right, pixel + 1) - Math.max(left, pixel)) / (right - left);
  });
  return { start, weights };
}

function linearTap(i: number, ratio: number, from: number): Tap {
  const centre = Math.min(Math.max((i + 0.5) * ratio - 0.5, 0), from - 1);
  const start = Math.floor(centre);
  const share = centre - start;
  return share === 0 ? { start, weights: [1] } : { start, weights: [1 - share, share] };
}

interface AxisPass {
  /** Pixels in an input line. */
  readonly from: number;
  readonly taps: readonly Tap[];
  /** Number of lines to resize, one after another. */
  readonly count: number;
  /** Numbers per pixel of a line; all of them are resized alike. */
  readonly step: number;
}

/** Resizes `count` lines. Input lines must lie one after another without gaps. */
function resizeAxis(
  input: Uint8Array | Float64Array,
  output: Float64Array,
  { from, taps, count, step }: AxisPass,
): void {
  output.fill(0);
  let to = 0;
  for (let line = 0; line < count; line++) {
    for (const { start, weights } of taps) {
      let at = (line * from + start) * step;
      for (const weight of weights) {
        for (let k = 0; k < step; k++) output[to + k]! += weight * input[at + k]!;
        at += step;
      }
      to += step;
    }
  }
}
