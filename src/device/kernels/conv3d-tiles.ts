/**
 * How many outputs of a convolution one WebGPU workgroup computes: the table, and the choice for a layer.
 *
 * A large tile reads less for each product; a small one leaves more workgroups to share a small layer out. How fast
 * each is differs between adapters; `calibrateConvolution` measures it.
 */
import { invariant } from "../../base/errors.ts";

/** The names of the table, largest first; pixels x channels, and in how many slices of K a workgroup shares. */
export const TILE_NAMES = ["128 x 64", "64 x 64", "32 x 32", "64 x 16", "16 x 16 in 4 slices"] as const;

/** Pixels x channels. */
export type TileName = (typeof TILE_NAMES)[number];

/** One tile: (columns * vectors * 4) channels by (lines * pixels) pixels. */
export interface Tile {
  readonly name: TileName;
  /** Invocations side by side along channels, and along pixels. */
  readonly columns: number;
  readonly lines: number;
  /** Invocations that share one output's sum out among them. */
  readonly slices: number;
  /** What each invocation keeps in registers: so many pixels by so many vec4s of channels. */
  readonly pixels: number;
  readonly vectors: number;
  /** vec4s of K that each slice takes from shared memory before the next are fetched. */
  readonly depth: number;
}

/** Every tile: 64 to 256 invocations, at most 12 KiB of shared memory, within every adapter's guaranteed limits. */
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

/** How fast each tile is when the adapter is full, in any unit; one that is missing is not used. */
export type TileSpeeds = Readonly<Partial<Record<TileName, number>>>;

/** Assumed where nothing was measured: a larger tile reads less from shared memory for each product. */
const ASSUMED_SPEEDS: TileSpeeds = {
  "128 x 64": 1.1,
  "64 x 64": 1,
  "32 x 32": 0.9,
  "64 x 16": 0.8,
  "16 x 16 in 4 slices": 0.6,
};

/** Assumed too: fewer invocations leave a card partly idle; a small integrated one holds about so many. */
const ASSUMED_FULL = 8192;

let speeds = ASSUMED_SPEEDS;
let full = ASSUMED_FULL;
let forced: TileName | null = null;

/**
 * Sets what `chooseTile` goes by.
 *
 * @param invocations  that the adapter runs side by side; 0 where nobody knows.
 */
export function setTileSpeeds(measured: TileSpeeds, invocations: number): void {
  speeds = measured;
  full = invocations;
}

/** For tests and calibration: this tile for every layer; null to choose again. */
export function forceTile(name: TileName | null): void {
  forced = name;
}

/** The tile that should take the least time for so many pixels and channels, and so many of such products at once. */
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

/** Invocations of one workgroup. */
export function invocationsOf({ columns, lines, slices }: Tile): number {
  return columns * lines * slices;
}

/** Channels, in vec4s, and pixels of one workgroup. */
export function extentOf({ columns, lines, pixels, vectors }: Tile): { channels4: number; pixels: number } {
  return { channels4: columns * vectors, pixels: lines * pixels };
}

/** Workgroups for so many pixels and channels. */
export function workgroupsOf(tile: Tile, pixels: number, channels: number): number {
  const extent = extentOf(tile);
  return Math.ceil(pixels / extent.pixels) * Math.ceil(channels / (4 * extent.channels4));
}

/** In no unit: work with its padding, longer where the workgroups are too few to fill the adapter. */
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
