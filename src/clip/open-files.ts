/** Decides by their bytes what the chosen files are, and opens them as one source of pictures. */
import { LabError } from "../base/errors.ts";
import { openAnimation } from "./open-animation.ts";
import { inNaturalOrder, openImages } from "./open-images.ts";
import { openVideo } from "./open-video.ts";
import type { PictureSource } from "./picture-source.ts";
import { SNIFF_BYTES, sniff, type FileKind } from "./sniff.ts";

/** An opened source and what the user should know about how the files were read. */
export interface Opened {
  readonly source: PictureSource;
  readonly notices: readonly string[];
}

interface SniffedFile {
  readonly file: Blob;
  readonly name: string;
  readonly is: FileKind;
}

const READABLE = "Choose an MP4, MOV, WebM or MKV video, a GIF, or PNG, JPEG, WebP or AVIF images";

/** Files that systems put into folders by themselves. */
const LITTER = /^(\.|Thumbs\.db$|desktop\.ini$)/;

/**
 * Opens one video, one animation, one still, or a set of images. In a set, files that are not images are left out
 * with a notice, so that a folder can be given as it is.
 *
 * @param files  as the user chose them, in any order.
 * @param name   what to call a blob without a name of its own.
 * @returns      a source that the caller closes.
 * @throws {LabError} "decode" or "unsupported", naming the file that cannot be used and why.
 */
export async function openFiles(files: readonly Blob[], name: string): Promise<Opened> {
  const named = files.map((file) => ({ file, name: file instanceof File ? file.name : name }));
  const wanted = named.length > 1 ? named.filter((each) => !LITTER.test(each.name)) : named;
  const sniffed = await Promise.all(wanted.map(async (each) => ({ ...each, is: await sniffFile(each) })));
  const [only, second] = sniffed;
  if (only === undefined) throw new LabError("decode", `${name}: there are no files in it. ${READABLE}.`);
  if (second === undefined) return { source: await openOne(only), notices: [] };
  return openSet(sniffed);
}

async function sniffFile({ file, name }: { file: Blob; name: string }): Promise<FileKind> {
  try {
    return sniff(new Uint8Array(await file.slice(0, SNIFF_BYTES).arrayBuffer()));
  } catch (error) {
    throw new LabError(
      "decode",
      `${name}: the browser could not read it. Is it still there? Choose it again.`,
      {
        cause: error,
      },
    );
  }
}

async function openOne({ file, name, is }: SniffedFile): Promise<PictureSource> {
  switch (is.kind) {
    case "video":
      return openVideo(file, name);
    case "image": {
      // First the size: an image may be too large to hand to any decoder.
      const still = await openImages([{ file, name }]);
      return is.mime === "image/jpeg" ? still : ((await openAnimation(file, name, is.mime)) ?? still);
    }
    case "empty":
      throw new LabError("decode", `${name}: it is empty (0 bytes). Copy or download it again.`);
    case "other":
      throw new LabError("unsupported", `${name}: it is ${is.what}, not a video or an image. ${READABLE}.`);
  }
}

async function openSet(files: readonly SniffedFile[]): Promise<Opened> {
  const video = files.find(({ is }) => is.kind === "video");
  if (video !== undefined) {
    throw new LabError(
      "unsupported",
      `${video.name}: it is one of ${files.length} chosen files; ` +
        "a video goes alone. Choose one video, or a set of images without it.",
    );
  }
  const [first, ...rest] = inNaturalOrder(files.filter(({ is }) => is.kind === "image"));
  if (first === undefined) {
    throw new LabError(
      "unsupported",
      `${files.map((each) => each.name).join(", ")}: none of these ${files.length} files is an image. ${READABLE}.`,
    );
  }
  const leftOut = files.filter(({ is }) => is.kind !== "image").map((each) => each.name);
  return {
    source: await openImages([first, ...rest]),
    notices: leftOut.length === 0 ? [] : [`Left out, not images: ${leftOut.join(", ")}.`],
  };
}
