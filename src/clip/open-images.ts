/** Opens one still image, or a set of image frames in the natural order of their names. */
import { imageDimensionsFromStream } from "image-dimensions";
import { invariant, LabError } from "../base/errors.ts";
import type { Picture, PictureSource } from "./picture-source.ts";
import { framesAt } from "./sample-times.ts";

/** Frame rate of a set of images. Images carry no times; ffmpeg, too, assumes 25 frames per second. */
export const IMAGE_SET_FPS = 25;

/** Largest image that is decoded: 8192 x 8192, 256 MiB as RGBA. Above that, a phone's browser may kill the page. */
export const MAX_IMAGE_PIXELS = 8192 * 8192;

/** An image file and the name that messages use for it. */
export interface NamedImage {
  readonly file: Blob;
  readonly name: string;
}

/** Returns the images ordered by name, "frame 9" before "frame 10". */
export function inNaturalOrder<N extends { readonly name: string }>(images: readonly N[]): N[] {
  const { compare } = new Intl.Collator("en", { numeric: true });
  return [...images].sort((a, b) => compare(a.name, b.name));
}

/**
 * Opens images of one size as a source of `IMAGE_SET_FPS` frames per second; a single image is a still of length 0.
 * Only the requested images are decoded, one at a time. The order given is kept.
 *
 * @param images  at least one.
 * @throws {LabError} "decode" for a damaged image or one whose size differs from the first; "unsupported" for one
 *   above `MAX_IMAGE_PIXELS`.
 */
export async function openImages(images: readonly [NamedImage, ...NamedImage[]]): Promise<PictureSource> {
  const [first] = images;
  const firstSize = await checkSize(first);
  for (const image of images.slice(1)) {
    const { width, height } = await checkSize(image);
    if (width !== firstSize.width || height !== firstSize.height) {
      throw new LabError(
        "decode",
        `${image.name}: it is ${width} x ${height} pixels but ${first.name} is ${firstSize.width} x ` +
          `${firstSize.height}; all images of a set must have the same size. Leave it out, or scale it.`,
      );
    }
  }
  // The size in the file ignores any rotation that the camera recorded; decoding applies it.
  const upright = await decodeImage(first);
  const { width, height } = upright;
  upright.close();
  const starts = images.map((_, i) => i / IMAGE_SET_FPS);
  return {
    width,
    height,
    durationS: images.length === 1 ? 0 : images.length / IMAGE_SET_FPS,
    frameStarts: (startS, endS) =>
      Promise.resolve(images.length === 1 ? [0] : starts.filter((start) => start >= startS && start < endS)),
    pictures: (timesS, size) => pictures(images, framesAt(timesS, starts), size),
    close: () => undefined,
  };
}

/** Reads the size from the file's header, so that nothing large is decoded before it is known to fit. */
async function checkSize({ file, name }: NamedImage): Promise<{ width: number; height: number }> {
  const size = await imageDimensionsFromStream(file.stream()).catch(() => undefined);
  if (size === undefined) throw damaged(name, "its size cannot be read");
  if (size.width * size.height > MAX_IMAGE_PIXELS) {
    throw new LabError(
      "unsupported",
      `${name}: it is ${size.width} x ${size.height}, ${Math.round((size.width * size.height) / 1e6)} million ` +
        `pixels; the limit is ${Math.floor(MAX_IMAGE_PIXELS / 1e6)} million. Scale it down.`,
    );
  }
  return size;
}

async function decodeImage({ file, name }: NamedImage): Promise<ImageBitmap> {
  return createImageBitmap(file).catch((error: unknown) => {
    throw damaged(name, error instanceof Error ? error.message : String(error), error);
  });
}

async function* pictures(
  images: readonly NamedImage[],
  indices: readonly number[],
  size: { width: number; height: number },
): AsyncGenerator<Picture, void> {
  let held: { readonly index: number; readonly scaled: ImageBitmap } | undefined;
  try {
    for (const index of indices) {
      const image = images[index];
      invariant(image !== undefined, () => `openImages: there is no image ${index} of ${images.length}`);
      if (held?.index !== index) {
        held?.scaled.close();
        held = undefined;
        held = { index, scaled: await decodeScaled(image, size) };
      }
      yield { startS: index / IMAGE_SET_FPS, image: held.scaled };
    }
  } finally {
    held?.scaled.close();
  }
}

async function decodeScaled(image: NamedImage, { width, height }: { width: number; height: number }) {
  const whole = await decodeImage(image);
  try {
    return await createImageBitmap(whole, {
      resizeWidth: width,
      resizeHeight: height,
      resizeQuality: "high",
    });
  } finally {
    whole.close();
  }
}

function damaged(name: string, reason: string, cause?: unknown): LabError {
  return new LabError(
    "decode",
    `${name}: it is cut short or damaged (${reason}). Save or download it again.`,
    {
      cause,
    },
  );
}
