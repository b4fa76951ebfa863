/** Reads a strip of small pictures over the whole length of a source, from which the user chooses a part. */
import type { FrameStack } from "./clip.ts";
import { openFiles } from "./open-files.ts";
import { readPictures, type DecodeOptions } from "./read-pictures.ts";
import { sampleTimes, TIME_SLACK_S } from "./sample-times.ts";

/** Source and size of a strip. */
export interface StripRequest {
  /** Files, as for `decode`. */
  readonly files: readonly Blob[];
  /** Name that messages use for them. */
  readonly name: string;
  /** Number of pictures, at least 1. */
  readonly count: number;
  /** Height of each picture in pixels. */
  readonly height: number;
}

/** A strip and the timing of its source. */
export interface SourceStrip {
  /** [count] pictures at even times over the whole length. */
  readonly frames: FrameStack;
  /** Length of the source in seconds; 0 for a still. */
  readonly durationS: number;
  /** Mean time between the source's first frames, in seconds; 0 for a still. */
  readonly frameStepS: number;
}

/** Number of frames used for the mean distance; a variable rate has settled after that many. */
const STEP_FRAMES = 32;

/**
 * Reads a strip.
 *
 * @throws {LabError} as `decode` does.
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
