/**
 * Files -> clip: T frames at even times over the chosen range, upright, at display size, on black where transparent.
 * What the files are is decided in `open-files.ts`; which times are taken in `sample-times.ts`.
 * Needs WebCodecs and OffscreenCanvas, so it runs in a worker or a page, not in Node.
 */
import { invariant, LabError } from "../base/errors.ts";
import type { Clip, ClipSource, FrameStack } from "./clip.ts";
import { openFiles } from "./open-files.ts";
import type { PictureSource } from "./picture-source.ts";
import { chooseTimes, displaySize } from "./sample-times.ts";

/** What to decode. */
export interface DecodeRequest {
  /** One video, GIF or still, or a set of image frames; a set is ordered by name, numbers compared as numbers. */
  readonly files: readonly Blob[];
  readonly source: ClipSource;
  /** Name of the clip; also what messages call a blob without a name. */
  readonly name: string;
  /** Frames wanted, at least 1. */
  readonly T: number;
  /** Part to sample, seconds from the first picture, end exclusive. Cut to the source's length. Default: all. */
  readonly range?: readonly [startS: number, endS: number] | undefined;
}

/** How to follow and end a decoding. */
export interface DecodeOptions {
  /** Checked between frames. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each frame. */
  readonly onStep?: ((step: { done: number; of: number }) => void) | undefined;
}

/**
 * Decodes the files into a clip of exactly T frames.
 *
 * Where the range holds exactly T frames they are the clip. Otherwise frame t is the one shown at
 * start + (t + 0.5) / T * length, and frames repeat where there are fewer than T; a notice says so.
 *
 * @throws {LabError} "decode" or "unsupported" naming the file, what is wrong and what to do;
 *   "value" for a range outside the source; "cancelled" after an abort.
 */
export async function decode(request: DecodeRequest, { signal, onStep }: DecodeOptions = {}): Promise<Clip> {
  const { files, name, T } = request;
  invariant(Number.isInteger(T) && T >= 1, () => `decode: T is ${T}; it must be a whole number above 0`);
  const { source, notices } = await openFiles(files, name);
  try {
    const [startS, endS] = checkRange(request, source.durationS);
    const starts = await source.frameStarts(startS, endS, T);
    const timesS = chooseTimes(T, startS, endS, starts);
    const { frames, timestampsS } = await readFrames(source, timesS, { name, signal, onStep });
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

async function readFrames(
  source: PictureSource,
  timesS: readonly number[],
  { name, signal, onStep }: DecodeOptions & { name: string },
): Promise<{ frames: FrameStack; timestampsS: number[] }> {
  const T = timesS.length;
  const { width: W, height: H } = displaySize(source.width, source.height);
  const data = new Uint8Array(T * H * W * 3);
  const context = new OffscreenCanvas(W, H).getContext("2d", { willReadFrequently: true });
  if (context === null) {
    throw new LabError(
      "unsupported",
      `${name}: this browser gave no canvas to read frames from. Reload the page.`,
    );
  }
  const timestampsS: number[] = [];
  const checkCancelled = () => {
    if (signal?.aborted) throw new LabError("cancelled", `${name}: decoding was cancelled.`);
  };
  checkCancelled();
  for await (const { image, startS } of source.pictures(timesS, { width: W, height: H })) {
    checkCancelled();
    context.fillStyle = "black";
    context.fillRect(0, 0, W, H);
    context.imageSmoothingQuality = "high";
    context.drawImage(image, 0, 0, W, H);
    const t = timestampsS.push(startS) - 1;
    copyRgb(context.getImageData(0, 0, W, H).data, data.subarray(t * H * W * 3, (t + 1) * H * W * 3));
    onStep?.({ done: t + 1, of: T });
  }
  return { frames: { T, H, W, data }, timestampsS };
}

function copyRgb(rgba: Uint8ClampedArray, rgb: Uint8Array): void {
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
    rgb[to] = rgba[from] ?? 0;
    rgb[to + 1] = rgba[from + 1] ?? 0;
    rgb[to + 2] = rgba[from + 2] ?? 0;
  }
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
