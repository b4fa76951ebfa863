/**
 * Decodes files into a clip: T frames at even times over the chosen range, at display size. `open-files.ts` decides
 * what the files are, `sample-times.ts` which times are taken, and `read-pictures.ts` turns pictures into bytes.
 * Needs WebCodecs and OffscreenCanvas, so it runs in a worker or a page, not in Node.
 */
import { invariant, LabError } from "../base/errors.ts";
import type { Clip, ClipSource } from "./clip.ts";
import { openFiles } from "./open-files.ts";
import { readPictures, type DecodeOptions } from "./read-pictures.ts";
import { chooseTimes, displaySize } from "./sample-times.ts";

/** Files to decode, and how. */
export interface DecodeRequest {
  /** One video, GIF or still, or a set of image frames. A set is ordered by name, with numbers compared as numbers. */
  readonly files: readonly Blob[];
  readonly source: ClipSource;
  /** Name of the clip; messages also use it for a blob without a name. */
  readonly name: string;
  /** Number of frames, at least 1. */
  readonly T: number;
  /** Part to sample, in seconds from the first picture, end exclusive. Clipped to the source's length. Default: all. */
  readonly range?: readonly [startS: number, endS: number] | undefined;
}

/**
 * Decodes the files into a clip of exactly T frames.
 *
 * If the range holds exactly T frames, they are the clip. Otherwise frame t is the one shown at start + (t + 0.5) / T
 * * length; if there are fewer than T, frames repeat and a notice says so.
 *
 * @throws {LabError} "decode" or "unsupported", naming the file, what is wrong and what to do; "value" for a range
 *   outside the source; "cancelled" after an abort.
 */
export async function decode(request: DecodeRequest, { signal, onStep }: DecodeOptions = {}): Promise<Clip> {
  const { files, name, T } = request;
  invariant(Number.isInteger(T) && T >= 1, () => `decode: T is ${T}; it must be a whole number above 0`);
  const { source, notices } = await openFiles(files, name);
  try {
    const [startS, endS] = checkRange(request, source.durationS);
    const starts = await source.frameStarts(startS, endS, T);
    const timesS = chooseTimes(T, startS, endS, starts);
    const size = displaySize(source.width, source.height);
    const { frames, timestampsS } = await readPictures(source, { timesS, size, name, signal, onStep });
    return {
      source: request.source,
      name,
      frames,
      timestampsS,
      durationS: endS - startS,
      sourceDurationS: source.durationS,
      sourceWidth: source.width,
      sourceHeight: source.height,
      notices: [...notices, ...repeatNotices(timestampsS, starts.length, request)],
    };
  } finally {
    source.close();
  }
}

function checkRange({ range, name }: DecodeRequest, durationS: number): [startS: number, endS: number] {
  if (range === undefined) return [0, durationS];
  const [startS, endS] = range;
  if (!(startS >= 0 && startS < endS && (startS < durationS || durationS === 0))) {
    throw new LabError(
      "value",
      `${name}: the range from ${startS} to ${endS} s is not inside the clip, which lasts ` +
        `${durationS.toFixed(2)} s. Choose a start before the end, both inside.`,
    );
  }
  return [Math.min(startS, durationS), Math.min(endS, durationS)];
}

function repeatNotices(
  timestampsS: readonly number[],
  framesInRange: number,
  request: DecodeRequest,
): string[] {
  const { T, range, name } = request;
  const different = new Set(timestampsS).size;
  if (different === T) return [];
  const where = range === undefined ? name : "The chosen range";
  if (different === 1) return [`${where} has 1 frame; it was repeated ${T} times.`];
  if (framesInRange < T) return [`${where} has ${framesInRange} frames; some were repeated to make ${T}.`];
  return [
    `At the ${T} sample times ${name} shows only ${different} different frames; some appear twice or more.`,
  ];
}
