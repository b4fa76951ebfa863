/** Computes one perturbed frame as pixels to show: y[t] = sum over s of W[t][s] x[s]. */
import type { FrameStack } from "../clip/clip.ts";

/** Largest weight that is ignored; it changes no shown value by more than half a step of 255. */
export const NEGLIGIBLE_WEIGHT = 1 / 512;

/**
 * Returns frame t of a stack, or of its perturbation, as RGBA bytes.
 *
 * @example
 * mixFrame({ T: 2, H: 1, W: 1, data: new Uint8Array([0, 0, 0, 8, 8, 8]) }, [1, 0, 0.5, 0.5], 1); // [4, 4, 4, 255]
 */
export function mixFrame(
  frames: FrameStack,
  /** [T, T] row-major, rows sum to 1; null shows the frames themselves. */
  weights: ArrayLike<number> | null,
  t: number,
): Uint8ClampedArray<ArrayBuffer> {
  const sources = sourcesOf(weights, frames.T, t);
  const size = frames.H * frames.W;
  const rgba = new Uint8ClampedArray(size * 4);
  const [only] = sources;
  if (sources.length === 1 && only !== undefined) copyFrame(frames, only.s, rgba);
  else blendFrames(frames, sources, rgba);
  return rgba;
}

/**
 * Returns the frame with the largest weight in frame t of the perturbation.
 *
 * @example
 * mainSource([1, 0, 0.75, 0.25], 2, 1); // 0
 */
export function mainSource(weights: ArrayLike<number> | null, T: number, t: number): number {
  let main = t;
  for (const { s, weight } of sourcesOf(weights, T, t)) {
    if (weight > (weights?.[t * T + main] ?? 0)) main = s;
  }
  return main;
}

interface Source {
  readonly s: number;
  readonly weight: number;
}

function sourcesOf(weights: ArrayLike<number> | null, T: number, t: number): readonly Source[] {
  if (weights === null) return [{ s: t, weight: 1 }];
  const sources: Source[] = [];
  for (let s = 0; s < T; s++) {
    const weight = weights[t * T + s]!;
    if (weight > NEGLIGIBLE_WEIGHT) sources.push({ s, weight });
  }
  return sources;
}

function copyFrame({ data, H, W }: FrameStack, s: number, rgba: Uint8ClampedArray): void {
  const size = H * W;
  for (let pixel = 0, from = s * size * 3, to = 0; pixel < size; pixel++, from += 3, to += 4) {
    rgba[to] = data[from]!;
    rgba[to + 1] = data[from + 1]!;
    rgba[to + 2] = data[from + 2]!;
    rgba[to + 3] = 255;
  }
}

function blendFrames({ data, H, W }: FrameStack, sources: readonly Source[], rgba: Uint8ClampedArray): void {
  const n = H * W * 3;
  // Rescale the weights to sum to 1 again, so that ignoring small ones does not darken the frame.
  const total = sources.reduce((sum, { weight }) => sum + weight, 0);
  const mixed = new Float32Array(n);
  for (const { s, weight } of sources) {
    const share = weight / total;
    const frame = data.subarray(s * n, (s + 1) * n);
    for (let i = 0; i < n; i++) mixed[i]! += share * frame[i]!;
  }
  for (let from = 0, to = 0; from < n; from += 3, to += 4) {
    rgba[to] = mixed[from]!;
    rgba[to + 1] = mixed[from + 1]!;
    rgba[to + 2] = mixed[from + 2]!;
    rgba[to + 3] = 255;
  }
}
