/** Reads pictures of an open source as plain bytes: upright, at one size, on black where transparent. */
import { LabError } from "../base/errors.ts";
import type { FrameStack } from "./clip.ts";
import type { PictureSource } from "./picture-source.ts";

/** Progress and cancellation of a decoding. */
export interface DecodeOptions {
  /** Checked between frames. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each frame. */
  readonly onStep?: ((step: { done: number; of: number }) => void) | undefined;
}

/** Pictures to read. */
export interface ReadRequest extends DecodeOptions {
  /** [T] times in seconds from the source's start, ascending. */
  readonly timesS: readonly number[];
  /** Size of the frames in pixels. */
  readonly size: { readonly width: number; readonly height: number };
  /** Name that messages use for the source. */
  readonly name: string;
}

/**
 * Reads the picture shown at each time.
 *
 * @returns the frames, and [T] the time when each was first shown, in seconds.
 * @throws {LabError} "decode" at a damaged picture; "unsupported" if there is no canvas; "cancelled" after an abort.
 */
export async function readPictures(
  source: PictureSource,
  { timesS, size, name, signal, onStep }: ReadRequest,
): Promise<{ frames: FrameStack; timestampsS: number[] }> {
  const T = timesS.length;
  const { width: W, height: H } = size;
  const data = new Uint8Array(T * H * W * 3);
  const context = new OffscreenCanvas(W, H).getContext("2d", { willReadFrequently: true });
  if (context === null) {
    throw new LabError(
      "unsupported",
      `${name}: this browser provided no canvas to read frames with. Reload the page.`,
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
