/** Identifies the chosen files by their bytes and opens them as one source of pictures. */
import { LabError } from "../base/errors.ts";
import { openAnimation } from "./open-animation.ts";
import { inNaturalOrder, openImages } from "./open-images.ts";
import { openVideo } from "./open-video.ts";
import type { PictureSource } from "./picture-source.ts";
import { SNIFF_BYTES, sniff, type FileKind } from "./sniff.ts";

/** An opened source, and notes for the user on how the files were read. */
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

/** Files that operating systems add to folders. */
const LITTER = /^(\.|Thumbs\.db$|desktop\.ini$)/;

/**
 * Opens one video, one animation, one still, or a set of images. In a set, files that are not images are left out
 * with a notice, so that a whole folder can be given.
 *
 * @param files  in any order.
 * @param name   name for a blob that has none.
 * @returns      a source that the caller closes.
 * @throws {LabError} "decode" or "unsupported", naming the file that cannot be used and why.
 */
export async function openFiles(files: readonly Blob[], name: string): Promise<Opened> {
  const named = files.map((file) => ({ file, name: file instanceof File ? file.name : name }));
  const wanted = named.length > 1 ? named.filter((each) => !LITTER.test(each.name)) : named;
  const sniffed = await Promise.all(wanted.map(async (each) => ({ ...each, is: await sniffFile(each) })));
  const [only, second] = sniffed;
  if (only === undefined) throw new LabError("decode", `${name}: it contains no files. ${READABLE}.`);
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
      // Check the size first: an image may be too large for any decoder.
      const still = await openImages([{ file, name }]);
      return is.mime === "image/jpeg" ? still : ((await openAnimation(file, name, is.mime)) ?? still);
    }
    case "empty":
      throw new LabError("decode", `${name}: it is empty (0 bytes). Copy or download it again.`);
    case "other":
      throw new LabError("unsupported", `${name}: ${refusalOf(is.what)}.`);
  }
}

/** Returns why a file is refused and what to do, given what it is. */
function refusalOf(what: string): string {
  return what.endsWith(" video")
    ? `it is ${what}, which this browser cannot decode. Convert it, for example with \`ffmpeg -i in out.mp4\``
    : `it is ${what}, not a video or an image. ${READABLE}`;
}
async function openSet(files: readonly SniffedFile[]): Promise<Opened> {
  const video = files.find(({ is }) => is.kind === "video");
  if (video !== undefined) {
    throw new LabError(
      "unsupported",
      `${video.name}: it is a video among ${files.length} chosen files; ` +
        "a video must be chosen alone. Choose one video, or a set of images without it.",
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
    notices: leftOut.length === 0 ? [] : [`Left out because they are not images: ${leftOut.join(", ")}.`],
  };
}
