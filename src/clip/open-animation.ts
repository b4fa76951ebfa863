/** Opens animated GIF, WebP, AVIF and PNG with the browser's ImageDecoder. */
import { LabError } from "../base/errors.ts";
import type { Picture, PictureSource } from "./picture-source.ts";
import { framesAt } from "./sample-times.ts";
import type { ImageMime } from "./sniff.ts";

const US_PER_S = 1_000_000;

/** Duration that browsers give a GIF frame whose own duration is 0. */
const NO_DELAY_S = 0.1;

/**
 * Opens an animated image. Returns null if the file holds a single picture, or if the browser cannot decode
 * animations of this type and the file can be shown as a still.
 *
 * @throws {LabError} "decode" for a damaged file; "unsupported" for a GIF in a browser without ImageDecoder.
 */
export async function openAnimation(
  file: Blob,
  name: string,
  mime: ImageMime,
): Promise<PictureSource | null> {
  if (typeof ImageDecoder === "undefined" || !(await ImageDecoder.isTypeSupported(mime))) {
    if (mime !== "image/gif") return null;
    throw new LabError(
      "unsupported",
      `${name}: this browser does not give pages the frames of an animated GIF. ` +
        "Convert it to MP4, or use a current Chrome, Edge or Firefox.",
    );
  }
  const decoder = new ImageDecoder({ data: file.stream(), type: mime, preferAnimation: true });
  try {
    await decoder.completed;
    const count = decoder.tracks.selectedTrack?.frameCount ?? 0;
    if (count <= 1) {
      decoder.close();
      return null;
    }
    return await describe(decoder, count, name);
  } catch (error) {
    decoder.close();
    throw damaged(name, error);
  }
}

async function describe(decoder: ImageDecoder, count: number, name: string): Promise<PictureSource> {
  const starts: number[] = [];
  let endS = 0;
  let size = { width: 0, height: 0 };
  // Times come only with decoded pictures, so each picture is decoded once here and the chosen ones again later.
  for (let frameIndex = 0; frameIndex < count; frameIndex++) {
    const { image } = await decoder.decode({ frameIndex });
    starts.push(endS);
    endS += image.duration === null || image.duration === 0 ? NO_DELAY_S : image.duration / US_PER_S;
    size = { width: image.displayWidth, height: image.displayHeight };
    image.close();
  }
  return {
    ...size,
    durationS: endS,
    frameStarts: (startS, rangeEndS) =>
      Promise.resolve(starts.filter((start) => start >= startS && start < rangeEndS)),
    pictures: (timesS) => pictures(decoder, { timesS, starts, name }),
    close: () => decoder.close(),
  };
}

interface PicturesAsk {
  readonly timesS: readonly number[];
  readonly starts: readonly number[];
  readonly name: string;
}

async function* pictures(decoder: ImageDecoder, ask: PicturesAsk): AsyncGenerator<Picture, void> {
  for (const frameIndex of framesAt(ask.timesS, ask.starts)) {
    const { image } = await decoder.decode({ frameIndex }).catch((error: unknown) => {
      throw damaged(ask.name, error);
    });
    try {
      yield { startS: ask.starts[frameIndex] ?? 0, image };
    } finally {
      image.close();
    }
  }
}

function damaged(name: string, error: unknown): LabError {
  const reason = error instanceof Error ? error.message : String(error);
  return new LabError(
    "decode",
    `${name}: it is cut short or damaged (${reason}). Save or download it again.`,
    {
      cause: error,
    },
  );
}
