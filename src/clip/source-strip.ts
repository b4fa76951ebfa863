/** Files -> a strip of small pictures over their whole length, from which a part can be chosen. */
import type { FrameStack } from "./clip.ts";
import { openFiles } from "./open-files.ts";
import { readPictures, type DecodeOptions } from "./read-pictures.ts";
import { sampleTimes, TIME_SLACK_S } from "./sample-times.ts";

/** What to look at. */
export interface StripRequest {
  /** As for `decode`. */
  readonly files: readonly Blob[];
  /** What messages call them. */
  readonly name: string;
  /** Pictures wanted, at least 1. */
  readonly count: number;
  /** Height of each, pixels. */
  readonly height: number;
}

/** The whole source at a glance. */
export interface SourceStrip {
  /** [count] pictures at even times over the whole length. */
  readonly frames: FrameStack;
  /** Length of the source, seconds; 0 for a still. */
  readonly durationS: number;
  /** Time from one frame of the source to the next, seconds: the mean of its first ones. 0 for a still. */
  readonly frameStepS: number;
}

/** Over this many frames their mean distance is taken: a variable rate has settled by then. */
const STEP_FRAMES = 32;

/**
 * Reads a strip.
 *
 * @throws {LabError} as `decode`.
 */
export async function readStrip(request: StripRequest, options: DecodeOptions = {}): Promise<SourceStrip> {
  const { files, name, count, height } = request;
  const { source } = await openFiles(files, name);
  try {
    const { durationS } = source;
    const width = Math.max(1, Math.round((height * source.width) / source.height));
    const timesS = sampleTimes(count, 0, durationS).map((timeS) => timeS + TIME_SLACK_S);
    const { frames } = await readPictures(source, { timesS, size: { width, height }, name, ...options });
    const starts = await source.frameStarts(0, durationS, STEP_FRAMES);
    return { frames, durationS, frameStepS: meanStep(starts, durationS) };
  } finally {
    source.close();
  }
}

function meanStep(starts: readonly number[], durationS: number): number {
  if (starts.length < 2) return durationS;
  return (starts.at(-1)! - starts[0]!) / (starts.length - 1);
}
