/** Makes a figure's file in a given format. Meant for a worker, because encoding takes a while. */
import { invariant, LabError } from "../base/errors.ts";
import { frameValues } from "../math/mask.ts";
import { createFigurePainter } from "./draw-figure.ts";
import type { FigureFacts, FigureFile, FigureFormat } from "./figure-facts.ts";
import { tagsOf } from "./file-tags.ts";
import { layFilmStrip } from "./film-strip-layout.ts";
import { createCanvases, throwIfCancelled, type MakeOptions } from "./frame-canvas.ts";
import { encodeGif } from "./gif.ts";
import { withTags } from "./png.ts";
import { encodeVideo } from "./video.ts";

/** A film strip's small pictures may be printed, so they get twice the layout's pixels. */
const FILM_STRIP_SCALE = 2;

/** Content, format and width of the file. */
export interface FigureRequest {
  readonly facts: FigureFacts;
  readonly format: FigureFormat;
  /** Width in pixels, even. */
  readonly width: number;
}

/**
 * Makes one file.
 *
 * @throws {LabError} "shape" for a mask that does not fit the clip; "unsupported" if the browser cannot encode the
 *   format; "cancelled" after an abort.
 */
export async function makeFigure(
  { facts, format, width }: FigureRequest,
  options: MakeOptions = {},
): Promise<FigureFile> {
  const { T } = facts.frames;
  for (const { mask, modelName } of facts.rows) {
    const { length } = frameValues(mask);
    if (length === T) continue;
    throw new LabError(
      "shape",
      `figure: the mask of ${modelName} has ${length} values but the clip has ${T} frames.`,
    );
  }
  const tags = tagsOf(facts);
  switch (format) {
    case "gif":
      return {
        bytes: await encodeGif(createCanvases(facts, width, options), tags),
        mime: "image/gif",
        extension: "gif",
      };
    case "video":
      return encodeVideo(createCanvases(facts, width, options), tags);
    case "film-strip":
      return {
        bytes: withTags(await filmStripPng(facts, width, options), tags),
        mime: "image/png",
        extension: "png",
      };
  }
}

async function filmStripPng(
  facts: FigureFacts,
  width: number,
  { signal, onStep }: MakeOptions,
): Promise<Uint8Array> {
  const drawing = layFilmStrip(facts, width);
  const canvas = new OffscreenCanvas(width * FILM_STRIP_SCALE, drawing.height * FILM_STRIP_SCALE);
  const context = canvas.getContext("2d");
  invariant(context !== null, () => "a canvas without a 2D context");
  createFigurePainter(facts).paint(context, drawing, FILM_STRIP_SCALE);
  const blob = await canvas.convertToBlob({ type: "image/png" });
  throwIfCancelled(signal);
  onStep?.({ done: 1, of: 1 });
  return new Uint8Array(await blob.arrayBuffer());
}
