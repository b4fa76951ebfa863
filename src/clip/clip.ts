/**
 * A clip as every room sees it: T frames of plain bytes, evenly spaced in time, and where they came from. `decode.ts`
 * decodes files; `frames/preprocess.ts` turns frames into a model's input.
 */
import type { Box } from "../math/box.ts";

/** Decoded frames, RGB, 0..255, row by row: `data[((t * H + y) * W + x) * 3 + c]`, shape [T, H, W, 3]. */
export interface FrameStack {
  readonly T: number;
  readonly H: number;
  readonly W: number;
  readonly data: Uint8Array;
}

/** Origin of a clip; decides how a permalink names it. */
export type ClipSource =
  /** One of `public/clips`, named by its id in `manifest.json`. */
  | { readonly kind: "bundled"; readonly id: string }
  /** A file that the user chose. It stays on this machine unless the user shares a link. */
  | { readonly kind: "upload"; readonly fileName: string }
  /** A clip drawn on this machine by the generator; class and seed reproduce it. */
  | { readonly kind: "generated"; readonly className: string; readonly seed: number }
  /** Frames that arrived inside a permalink. */
  | { readonly kind: "link"; readonly name: string };

/** A clip ready to show and to classify. */
export interface Clip {
  readonly source: ClipSource;
  /** Name shown on the page. */
  readonly name: string;
  /** Display resolution: short side at most `DISPLAY_SHORT_SIDE`, aspect ratio kept. */
  readonly frames: FrameStack;
  /** [T] presentation time of each chosen frame in the source, in seconds. */
  readonly timestampsS: readonly number[];
  /** Length of the sampled range in seconds; 0 for a still. */
  readonly durationS: number;
  /** Length of the whole source in seconds, if a file was decoded; a range can be chosen within it. */
  readonly sourceDurationS?: number;
  /** Upright size of the source in pixels, rotation applied. */
  readonly sourceWidth: number;
  readonly sourceHeight: number;
  /** Class name of what happens in the clip, if known. */
  readonly label?: string;
  /** True event as first and last frame (0-based, inclusive), if known. */
  readonly event?: readonly [first: number, last: number];
  /** [T] boxes around the things that take part, as shares of the frame, if known. */
  readonly boxes?: readonly (readonly Box[])[];
  /** Notes for the user, such as "The video has 1 frame; it was repeated 16 times." */
  readonly notices: readonly string[];
}

/** Longest allowed short side of displayed frames, in pixels: sharp on a phone, and 16 frames stay under 12 MB. */
export const DISPLAY_SHORT_SIDE = 360;
