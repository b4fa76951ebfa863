/** A map over space and time, Grad-CAM or a mask, over its frames: one frame's heat at the frame's own size, and both. */
import type { Box } from "../math/box.ts";
import { viridis } from "../math/colour-map.ts";
import { upsampleGrid } from "../math/upsample.ts";

/** [T, h, w] row-major, values >= 0; it covers the part of the frames that the model sees. */
export interface HeatMap {
  readonly T: number;
  readonly h: number;
  readonly w: number;
  readonly values: Float32Array;
}

/** Largest value of a map: what its heat is a share of, so that the frames of one clip can be compared. */
export function peakOf({ values }: HeatMap): number {
  return values.reduce((peak, value) => Math.max(peak, value), 0);
}

/** Which frame's heat is wanted, and how large. */
export interface HeatFrame {
  /** Of T. The map's own frames are fewer where the model strides over time; it is read between them. */
  readonly t: number;
  readonly T: number;
  readonly H: number;
  readonly W: number;
  /** What counts as full heat; with a peak of 0 all is cold. */
  readonly peak: number;
  /** The part of the frame that the map covers, in shares; outside it there is no heat. */
  readonly visible: Box;
}

/**
 * Heat of one frame, interpolated linearly in time, height and width between the centres of the map's cells.
 *
 * @returns  [H, W], each in [0, 1].
 */
export function heatOf(map: HeatMap, { t, T, H, W, peak, visible }: HeatFrame): Float32Array<ArrayBuffer> {
  const heat = new Float32Array(H * W);
  if (peak <= 0) return heat;
  const cells = cellsAt(map, between(t, T, map.T));
  const { top, left, height, width } = pixelsOf(visible, { H, W });
  const seen = upsampleGrid(cells, map, { h: height, w: width });
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      heat[(top + y) * W + left + x] = Math.min(seen[y * width + x]! / peak, 1);
    }
  }
  return heat;
}

/** A box in shares as whole pixels of a frame, at least one each way. */
export function pixelsOf(
  { x0, y0, x1, y1 }: Box,
  { H, W }: { readonly H: number; readonly W: number },
): { readonly top: number; readonly left: number; readonly height: number; readonly width: number } {
  const along = (from: number, to: number, size: number) => {
    const first = Math.min(Math.round(from * size), size - 1);
    return [first, Math.max(Math.round(to * size) - first, 1)] as const;
  };
  const [top, height] = along(y0, y1, H);
  const [left, width] = along(x0, x1, W);
  return { top, left, height, width };
}

/** Where a point lies between two cells. */
interface Between {
  readonly first: number;
  readonly second: number;
  /** Of the second, in [0, 1). */
  readonly share: number;
}

/** Where the centre of part i of n lies among the centres of `cells` cells; held at the outer ones. */
function between(i: number, n: number, cells: number): Between {
  const at = Math.min(Math.max(((i + 0.5) * cells) / n - 0.5, 0), cells - 1);
  const first = Math.floor(at);
  return { first, second: Math.min(first + 1, cells - 1), share: at - first };
}

/** The map's [h, w] cells at a point in time. */
function cellsAt({ h, w, values }: HeatMap, { first, second, share }: Between): Float32Array {
  const cells = values.slice(first * h * w, (first + 1) * h * w);
  return cells.map((value, i) => mix(value, values[second * h * w + i]!, share));
}

function mix(a: number, b: number, share: number): number {
  return a + share * (b - a);
}

/** The colour of masks over pictures. */
const TINT = [106, 211, 238] as const;

/**
 * Lays one colour over a picture, the more opaque the larger the value: a mask, which must not look like a heat map.
 *
 * @param rgba    [H, W, 4] bytes; changed in place.
 * @param values  [H, W] in [0, 1].
 */
export function layTint(rgba: Uint8ClampedArray, values: Float32Array, opacity: number): void {
  for (let pixel = 0; pixel < values.length; pixel++) {
    for (let c = 0; c < 3; c++) {
      const at = pixel * 4 + c;
      rgba[at] = mix(rgba[at]!, TINT[c]!, opacity * values[pixel]!);
    }
  }
}

/** How much of the light is left outside the part that the model sees. */
const UNSEEN_LIGHT = 0.35;

/** Darkens what the model does not see. `rgba` [H, W, 4] bytes; changed in place. */
export function dimUnseen(
  rgba: Uint8ClampedArray,
  { H, W }: { readonly H: number; readonly W: number },
  visible: Box,
): void {
  const { top, left, height, width } = pixelsOf(visible, { H, W });
  if (height === H && width === W) return;
  for (let y = 0; y < H; y++) {
    for (let x = 0; x < W; x++) {
      if (y >= top && y < top + height && x >= left && x < left + width) continue;
      for (let c = 0; c < 3; c++) {
        const at = (y * W + x) * 4 + c;
        rgba[at] = rgba[at]! * UNSEEN_LIGHT;
      }
    }
  }
}

/** The map's colours as bytes, one for each of 256 steps. */
const COLOURS = Uint8Array.from(Array.from({ length: 256 }, (_, step) => viridis(step / 255)).flat());

/**
 * Lays heat over a picture: viridis, the more opaque the hotter, so that cold parts stay as filmed.
 *
 * @param rgba     [H, W, 4] bytes; changed in place.
 * @param heat     [H, W] in [0, 1].
 * @param opacity  of full heat, in [0, 1].
 */
export function layHeat(rgba: Uint8ClampedArray, heat: Float32Array, opacity: number): void {
  for (let pixel = 0; pixel < heat.length; pixel++) {
    const u = heat[pixel]!;
    const colour = 3 * Math.round(255 * u);
    for (let c = 0; c < 3; c++) {
      const at = pixel * 4 + c;
      rgba[at] = mix(rgba[at]!, COLOURS[colour + c]!, opacity * u);
    }
  }
}
