/**
 * The tile of convolution outputs that one WebGPU workgroup computes: a table of tiles, and the choice for a layer.
 *
 * A large tile reads less memory per product; a small tile divides a small layer among more workgroups. Their speeds
 * differ between adapters; `calibrateConvolution` measures them.
 */
import { invariant } from "../../base/errors.ts";

/** Names of all tiles, largest first: pixels x channels, and the number of slices of K if there are several. */
export const TILE_NAMES = ["128 x 64", "64 x 64", "32 x 32", "64 x 16", "16 x 16 in 4 slices"] as const;

/** Name of a tile: pixels x channels, and slices of K. */
export type TileName = (typeof TILE_NAMES)[number];

/** One tile: (columns * vectors * 4) channels by (lines * pixels) pixels. */
export interface Tile {
  readonly name: TileName;
  /** Number of invocations along channels. */
  readonly columns: number;
  /** Number of invocations along pixels. */
  readonly lines: number;
  /** Number of invocations that divide the sum of one output among them. */
  readonly slices: number;
  /** Pixels whose sums each invocation holds in registers. */
  readonly pixels: number;
  /** vec4s of channels for each of those pixels. */
  readonly vectors: number;
  /** vec4s of K that each slice reads from shared memory before the next strip is fetched. */
  readonly depth: number;
}

/** All tiles. Each has 64 to 256 invocations and at most 12 KiB of shared memory, within WebGPU's guaranteed limits. */
export const TILES: Readonly<Record<TileName, Tile>> = {
  "128 x 64": tile("128 x 64", { columns: 16, lines: 16, pixels: 8 }),
  "64 x 64": tile("64 x 64", { columns: 16, lines: 16, pixels: 4 }),
  "32 x 32": tile("32 x 32", { columns: 8, lines: 8, pixels: 4 }),
  "64 x 16": tile("64 x 16", { columns: 4, lines: 16, pixels: 4 }),
  "16 x 16 in 4 slices": tile("16 x 16 in 4 slices", {
    columns: 4,
    lines: 8,
    pixels: 2,
    slices: 4,
    depth: 2,
  }),
};

/** Speed of each tile on a fully used adapter, in any unit. A missing tile is never chosen. */
export type TileSpeeds = Readonly<Partial<Record<TileName, number>>>;

/** Speeds assumed until they are measured: a larger tile reads less shared memory per product. */
const ASSUMED_SPEEDS: TileSpeeds = {
  "128 x 64": 1.1,
  "64 x 64": 1,
  "32 x 32": 0.9,
  "64 x 16": 0.8,
  "16 x 16 in 4 slices": 0.6,
};

/** Number of parallel invocations assumed until it is measured; about right for a small integrated card. */
const ASSUMED_FULL = 8192;

let speeds = ASSUMED_SPEEDS;
let full = ASSUMED_FULL;
let forced: TileName | null = null;

/**
 * Sets the measurements that `chooseTile` uses.
 *
 * @param invocations  Number of invocations that the adapter runs in parallel; 0 if unknown.
 */
export function setTileSpeeds(measured: TileSpeeds, invocations: number): void {
  speeds = measured;
  full = invocations;
}

/** Makes `chooseTile` return this tile for every layer, for tests and calibration; null restores the choice. */
export function forceTile(name: TileName | null): void {
  forced = name;
}

/** Returns the tile predicted to be fastest for a layer of this size, with `products` such layers in one dispatch. */
export function chooseTile(pixels: number, channels: number, products = 1): Tile {
  if (forced !== null) return TILES[forced];
  let best: Tile | null = null;
  let least = Infinity;
  for (const candidate of Object.values(TILES)) {
    const time = predictedTime(candidate, pixels, channels, products);
    if (time < least) [best, least] = [candidate, time];
  }
  invariant(best, () => "no tile has a speed");
  return best;
}

/** Returns the number of invocations in one workgroup. */
export function invocationsOf({ columns, lines, slices }: Tile): number {
  return columns * lines * slices;
}

/** Returns the channels (in vec4s) and pixels that one workgroup computes. */
export function extentOf({ columns, lines, pixels, vectors }: Tile): { channels4: number; pixels: number } {
  return { channels4: columns * vectors, pixels: lines * pixels };
}

/** Returns the number of workgroups needed for a layer of this size. */
export function workgroupsOf(tile: Tile, pixels: number, channels: number): number {
  const extent = extentOf(tile);
  return Math.ceil(pixels / extent.pixels) * Math.ceil(channels / (4 * extent.channels4));
}

/** Returns a time in arbitrary units: the work including padding, and more if too few workgroups fill the adapter. */
function predictedTime(tile: Tile, pixels: number, channels: number, products: number): number {
  const speed = speeds[tile.name];
  if (speed === undefined) return Infinity;
  const groups = workgroupsOf(tile, pixels, channels) * products;
  const extent = extentOf(tile);
  const share = full > 0 ? Math.min(1, (groups * invocationsOf(tile)) / full) : 1;
  return (groups * extent.pixels * extent.channels4) / (speed * share);
}

function tile(
  name: TileName,
  {
    columns,
    lines,
    pixels,
    slices = 1,
    depth = 4,
  }: { columns: number; lines: number; pixels: number; slices?: number; depth?: number },
): Tile {
  return { name, columns, lines, pixels, slices, depth, vectors: 1 };
}
