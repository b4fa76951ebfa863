/**
 * Encodes the figure as a video: MP4 with H.264, which plays everywhere, or WebM if the browser cannot encode H.264.
 */
import {
  BufferTarget,
  canEncodeVideo,
  CanvasSource,
  Mp4OutputFormat,
  Output,
  type OutputFormat,
  Quality,
  WebMOutputFormat,
} from "mediabunny";
import { asLabError, invariant, LabError } from "../base/errors.ts";
import type { FigureFile } from "./figure-facts.ts";
import type { FileTags } from "./file-tags.ts";
import type { Canvases } from "./frame-canvas.ts";

interface Coding {
  readonly codec: "avc" | "vp9" | "vp8";
  readonly extension: "mp4" | "webm";
  readonly mime: string;
  readonly container: () => OutputFormat;
}

/** Formats in order of preference; the first that this browser can encode is used. */
const CODINGS: readonly Coding[] = [
  {
    codec: "avc",
    extension: "mp4",
    mime: "video/mp4",
    // The index comes first, so that a page can play the file while it loads.
    container: () => new Mp4OutputFormat({ fastStart: "in-memory" }),
  },
  { codec: "vp9", extension: "webm", mime: "video/webm", container: () => new WebMOutputFormat() },
  { codec: "vp8", extension: "webm", mime: "video/webm", container: () => new WebMOutputFormat() },
];

/** Thin lines and small text must stay sharp. */
const QUALITY = new Quality("very-high");

/**
 * Encodes a figure, each frame once, at the players' pace.
 *
 * @throws {LabError} "unsupported" in a browser that cannot encode video; "cancelled" after an abort.
 */
export async function encodeVideo(canvases: Canvases, tags: FileTags): Promise<FigureFile> {
  const { width, height } = canvases;
  let cause: unknown;
  for (const coding of CODINGS) {
    if (!(await canEncodeVideo(coding.codec, { width, height, quality: QUALITY }))) continue;
    try {
      const { extension, mime } = coding;
      return { bytes: await encodeAs(coding, canvases, tags), extension, mime };
    } catch (error) {
      if (asLabError(error, "value").code === "cancelled") throw error;
      // An encoder may accept a configuration and then fail; try the next one.
      cause = error;
    }
  }
  throw new LabError(
    "unsupported",
    `video: this browser cannot encode a video of ${width} × ${height}. ` +
      "Save the figure as a GIF, or open the page in a current Chrome, Edge, Firefox or Safari.",
    { cause },
  );
}

async function encodeAs(
  coding: Coding,
  canvases: Canvases,
  tags: FileTags,
): Promise<Uint8Array<ArrayBuffer>> {
  const target = new BufferTarget();
  const output = new Output({ format: coding.container(), target });
  const source = new CanvasSource(canvases.canvas, { codec: coding.codec, quality: QUALITY });
  output.addVideoTrack(source);
  output.setMetadataTags({
    title: tags.title,
    description: tags.description,
    comment: [`Made with ${tags.software}.`, tags.link ?? ""].join(" ").trim(),
  });
  const frameS = canvases.frameMs / 1000;
  try {
    await output.start();
    for (let t = 0; t < canvases.T; t++) {
      await canvases.paint(t);
      await source.add(t * frameS, frameS);
    }
    await output.finalize();
  } catch (error) {
    await output.cancel();
    throw error;
  }
  invariant(target.buffer !== null, () => "video: the finished file has no bytes");
  return new Uint8Array(target.buffer);
}
