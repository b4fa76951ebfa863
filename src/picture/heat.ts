/** A Grad-CAM map over its frames: one frame's heat at the frame's own size, and the picture of both. */
import { viridis } from "../math/colour-map.ts";
import type { CamMap } from "../saliency/cam-map.ts";

/** Largest value of a map: what its heat is a share of, so that the frames of one clip can be compared. */
export function peakOf({ values }: CamMap): number {
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
}

/**
 * Heat of one frame, interpolated linearly in time, height and width between the centres of the map's cells.
 *
 * @returns  [H, W], each in [0, 1].
 */
export function heatOf(cam: CamMap, { t, T, H, W, peak }: HeatFrame): Float32Array<ArrayBuffer> {
  const heat = new Float32Array(H * W);
  if (peak <= 0) return heat;
  const cells = cellsAt(cam, between(t, T, cam.T));
  const columns = Array.from({ length: W }, (_, x) => between(x, W, cam.w));
  for (let y = 0; y < H; y++) {
    const row = between(y, H, cam.h);
    const [upper, lower] = [row.first * cam.w, row.second * cam.w];
    for (let x = 0; x < W; x++) {
      const { first, second, share } = columns[x]!;
      const above = mix(cells[upper + first]!, cells[upper + second]!, share);
      const below = mix(cells[lower + first]!, cells[lower + second]!, share);
      heat[y * W + x] = Math.min(mix(above, below, row.share) / peak, 1);
    }
  }
  return heat;
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
function cellsAt({ h, w, values }: CamMap, { first, second, share }: Between): Float32Array {
  const cells = values.slice(first * h * w, (first + 1) * h * w);
  return cells.map((value, i) => mix(value, values[second * h * w + i]!, share));
}

function mix(a: number, b: number, share: number): number {
  return a + share * (b - a);
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
