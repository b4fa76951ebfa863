/**
 * A clip as every room sees it: T frames of plain bytes, evenly spaced in time, and where they came from.
 * Decoding lives in `decode.ts`; what a model makes of the frames lives in `frames/preprocess.ts`.
 */
import type { Box } from "../math/box.ts";

/** Decoded frames, RGB, 0..255, row by row: `data[((t * H + y) * W + x) * 3 + c]`, shape [T, H, W, 3]. */
export interface FrameStack {
  readonly T: number;
  readonly H: number;
  readonly W: number;
  readonly data: Uint8Array;
}

/** Where a clip came from; decides how a permalink names it. */
export type ClipSource =
  /** One of `public/clips`, named by its id in `manifest.json`. */
  | { readonly kind: "bundled"; readonly id: string }
  /** A file that the user chose. It stays on this machine unless the user shares a link. */
  | { readonly kind: "upload"; readonly fileName: string }
  /** Drawn on this machine by the generator; class and seed give it again. */
  | { readonly kind: "generated"; readonly className: string; readonly seed: number }
  /** Frames that travelled inside a permalink. */
  | { readonly kind: "link"; readonly name: string };

/** A clip ready to show and to classify. */
export interface Clip {
  readonly source: ClipSource;
  /** What to call it on the page. */
  readonly name: string;
  /** Display resolution: short side at most `DISPLAY_SHORT_SIDE`, aspect ratio kept. */
  readonly frames: FrameStack;
  /** [T] presentation time of each chosen frame in the source, seconds. */
  readonly timestampsS: readonly number[];
  /** Length of the sampled range, seconds. 0 for a still. */
  readonly durationS: number;
  /** Length of the whole source, seconds, where a file was decoded: what a range may be chosen from. */
  readonly sourceDurationS?: number;
  /** Upright size of the source, pixels, rotation applied. */
  readonly sourceWidth: number;
  readonly sourceHeight: number;
  /** Class name of what happens in it, where that is known. */
  readonly label?: string;
  /** True event, first and last frame (0-based, inclusive), where that is known. */
  readonly event?: readonly [first: number, last: number];
  /** [T] boxes around the things that take part, in shares of the frame, where they are known. */
  readonly boxes?: readonly (readonly Box[])[];
  /** What the user should know: "The video has 1 frame; it was repeated 16 times.", say. */
  readonly notices: readonly string[];
}

/** Longest allowed short side of displayed frames, pixels: sharp on a phone, 16 frames stay under 12 MB. */
export const DISPLAY_SHORT_SIDE = 360;
