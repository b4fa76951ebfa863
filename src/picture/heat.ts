/**
 * Overlays for maps over space and time (Grad-CAM or a mask): computes one frame's heat at the frame's size, and
 * paints it.
 */
import type { Box } from "../math/box.ts";
import { viridis } from "../math/colour-map.ts";
import { upsampleGrid } from "../math/upsample.ts";

/** [T, h, w] row-major, values >= 0; covers the part of the frames that the model sees. */
export interface HeatMap {
  readonly T: number;
  readonly h: number;
  readonly w: number;
  readonly values: Float32Array;
}

/**
 * Returns the largest value of a map. Heat is a share of it, so that the frames of one clip can be compared.
 *
 * @example
 * peakOf({ T: 1, h: 1, w: 2, values: new Float32Array([0.5, 2]) }); // 2
 */
export function peakOf({ values }: HeatMap): number {
  return values.reduce((peak, value) => Math.max(peak, value), 0);
}

/** The frame whose heat is wanted, and its size. */
export interface HeatFrame {
  /** Frame t of T. The map has fewer frames if the model strides over time; it is then interpolated. */
  readonly t: number;
  readonly T: number;
  readonly H: number;
  readonly W: number;
  /** Value that counts as full heat; if it is 0, there is no heat anywhere. */
  readonly peak: number;
  /** Part of the frame that the map covers, as shares; outside it there is no heat. */
  readonly visible: Box;
}

/**
 * Returns the heat of one frame, interpolated linearly in time, height and width between the centres of the map's
 * cells.
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

/**
 * Converts a box from shares to whole pixels of a frame, at least one each way.
 *
 * @example
 * pixelsOf({ x0: 0.25, y0: 0, x1: 0.75, y1: 1 }, { H: 100, W: 200 }); // { top: 0, left: 50, height: 100, width: 100 }
 */
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

/** A point between two cells. */
interface Between {
  readonly first: number;
  readonly second: number;
  /** Weight of the second cell, in [0, 1). */
  readonly share: number;
}

/** Returns where the centre of part i of n lies among the centres of `cells` cells, clamped to the outer ones. */
function between(i: number, n: number, cells: number): Between {
  const at = Math.min(Math.max(((i + 0.5) * cells) / n - 0.5, 0), cells - 1);
  const first = Math.floor(at);
  return { first, second: Math.min(first + 1, cells - 1), share: at - first };
}

/** Returns the map's [h, w] cells at a point in time. */
function cellsAt({ h, w, values }: HeatMap, { first, second, share }: Between): Float32Array {
  const cells = values.slice(first * h * w, (first + 1) * h * w);
  return cells.map((value, i) => mix(value, values[second * h * w + i]!, share));
}

function mix(a: number, b: number, share: number): number {
  return a + share * (b - a);
}

/** Colour of masks over pictures. */
const TINT = [106, 211, 238] as const;

/**
 * Tints a picture with one colour, more opaque for larger values. Used for masks, which must not look like heat maps.
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

/** Share of the light left outside the part that the model sees. */
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

/** Colours of the map as bytes, one for each of 256 steps. */
const COLOURS = Uint8Array.from(Array.from({ length: 256 }, (_, step) => viridis(step / 255)).flat());

/**
 * Paints heat over a picture in viridis, more opaque where hotter, so that cold parts look unchanged.
 *
 * @param rgba     [H, W, 4] bytes; changed in place.
 * @param heat     [H, W] in [0, 1].
 * @param opacity  opacity of full heat, in [0, 1].
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
