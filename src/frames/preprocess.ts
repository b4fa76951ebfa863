/**
 * Turns a clip into a model's input: resized, cropped, scaled and normalised as the model's card says. Plain
 * TypeScript, so that the page, the worker and the tests see exactly the same numbers; `training/` prepares its clips
 * in the same way.
 */
import { LabError } from "../base/errors.ts";
import type { FrameStack } from "../clip/clip.ts";
import { resizeFrames } from "./resize.ts";
import { coverSize } from "../math/visible-box.ts";

const CHANNELS = 3;

/** Keeps the division finite for a clip of one colour. */
const CLIP_EPSILON = 1e-6;

type Rgb = readonly [number, number, number];

/** A model's input, as its card describes it. */
export interface InputSpec {
  readonly frames: number;
  readonly height: number;
  readonly width: number;
  /** Values that bytes 0 and 255 become, before `mean` and `std`. */
  readonly range: readonly [number, number];
  /** Per-channel mean: a value becomes (value - mean) / std. */
  readonly mean: Rgb;
  readonly std: Rgb;
  /** "clip" subtracts the mean of the whole clip at the end and divides by its standard deviation. */
  readonly normalise: "none" | "clip";
}

/** A model's input. `data` is new; it belongs to the caller. */
export interface ModelInput {
  readonly data: Float32Array;
  readonly shape: readonly [T: number, H: number, W: number, C: 3];
}

/**
 * Prepares a clip for a model, in this order:
 *  1. resize, aspect ratio kept, until it just covers height x width (`resizeFrames`, lengths rounded);
 *  2. crop the middle, the odd pixel left over cut at the bottom or right;
 *  3. value = range[0] + byte / 255 * (range[1] - range[0]); then (value - mean) / std per channel;
 *  4. `normalise: "clip"`: (value - m) / (s + 1e-6), with m the mean and s the population standard deviation over all
 *     frames, pixels and channels.
 * Steps 1 and 2 change nothing where the size already matches.
 *
 * @param frames  [T, h, w, 3], any h and w.
 * @throws {LabError} "shape" when the clip has another number of frames than the model takes.
 */
export function preprocess(frames: FrameStack, input: InputSpec): ModelInput {
  if (frames.T !== input.frames) {
    throw new LabError(
      "shape",
      `preprocess: the clip has ${frames.T} frames but the model takes ${input.frames}; they must match. ` +
        "Decode the clip again for this model.",
    );
  }
  const data = scaleValues(cover(frames, input.height, input.width), input);
  if (input.normalise === "clip") normaliseClip(data);
  return { data, shape: [input.frames, input.height, input.width, CHANNELS] };
}

/** Does steps 1 and 2. Returns [T, height, width, 3], values 0..255. */
function cover(frames: FrameStack, height: number, width: number): Float32Array {
  const size = coverSize(frames, { height, width });
  const resized = resizeFrames(frames, size.height, size.width);
  const top = Math.floor((size.height - height) / 2);
  const left = Math.floor((size.width - width) / 2);
  const cropped = new Float32Array(frames.T * height * width * CHANNELS);
  const rowLength = width * CHANNELS;
  for (let t = 0; t < frames.T; t++) {
    for (let y = 0; y < height; y++) {
      const from = ((t * size.height + top + y) * size.width + left) * CHANNELS;
      cropped.set(resized.subarray(from, from + rowLength), (t * height + y) * rowLength);
    }
  }
  return cropped;
}

function scaleValues(values: Float32Array, { range, mean, std }: InputSpec): Float32Array {
  const [low, high] = range;
  return values.map((value, i) => {
    const channel = (i % CHANNELS) as 0 | 1 | 2;
    return (low + (value / 255) * (high - low) - mean[channel]) / std[channel];
  });
}

/** Normalises in place; sums in float64. */
function normaliseClip(data: Float32Array): void {
  let sum = 0;
  for (const value of data) sum += value;
  const mean = sum / data.length;
  let squares = 0;
  for (const value of data) squares += (value - mean) ** 2;
  const deviation = Math.sqrt(squares / data.length);
  data.forEach((value, i) => {
    data[i] = (value - mean) / (deviation + CLIP_EPSILON);
  });
}
