/** Surfaces that fill the frame: wood, cloth, tiles, stone, cluttered rooms; all repeat without a seam. */
import { mixRgb, surfaceColour, thingColour, type Rgb } from "./colour.ts";
import type { Draw } from "./draw.ts";
import { noisePlane } from "./noise.ts";

/** A square picture that repeats, [size, size, 3] in 0..1. */
export interface Texture {
  readonly size: number;
  readonly rgb: Float32Array;
}

/** A random surface; the draws taken do not depend on `size`. */
export function drawTexture(draw: Draw, size: number, use: "surface" | "room"): Texture {
  const kind =
    use === "room"
      ? draw.pick(["patchwork", "patchwork", "cloud", "stripes", "plain"])
      : draw.pick(["wood", "wood", "cloud", "speckle", "tiles", "stripes", "dots", "plain", "patchwork"]);
  const a = surfaceColour(draw);
  const b = draw.chance(0.3) ? thingColour(draw) : mixRgb(a, surfaceColour(draw), draw.range(0.2, 1));
  const grain = noisePlane(draw, size, {
    cellsX: draw.int(12, 40),
    cellsY: draw.int(12, 40),
    octaves: 2,
    gain: 0.7,
  });
  const grainStrength = draw.range(0.02, 0.25);
  const blend = blendOf(kind, draw, size);
  const patches = kind === "patchwork" ? drawPatches(draw) : [];
  const rgb = new Float32Array(size * size * 3);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const i = y * size + x;
      const u = blend[i] ?? 0;
      const light = 1 + ((grain[i] ?? 0) - 0.5) * grainStrength * 2;
      const patch = patches.length > 0 ? patchAt(patches, x / size, y / size) : undefined;
      const from = patch?.colour ?? a;
      const to = patch?.other ?? b;
      const mixed =
        patch === undefined ? u : patch.striped ? (Math.sin((x / size) * patch.waves) > 0 ? 1 : 0) : u * 0.4;
      for (let c = 0; c < 3; c += 1) {
        const start = from[c] ?? 0;
        rgb[i * 3 + c] = (start + ((to[c] ?? 0) - start) * mixed) * light;
      }
    }
  }
  return { size, rgb };
}

/** How far each point lies from the first colour to the second, [size, size]. */
function blendOf(kind: string, draw: Draw, size: number): Float32Array {
  const noise = (cells: number, octaves: number, stretch = 1): Float32Array =>
    noisePlane(draw, size, { cellsX: cells, cellsY: cells * stretch, octaves, gain: 0.6 });
  switch (kind) {
    case "wood":
      return swapAxes(noise(draw.int(1, 2), 4, draw.int(4, 10)), size, draw.chance(0.4));
    case "cloud":
      return noise(draw.int(2, 6), 4);
    case "speckle":
      return sharpen(noise(draw.int(20, 48), 1), draw.range(2, 6));
    case "tiles": {
      const across = draw.int(4, 14);
      const grout = draw.range(0.06, 0.16);
      return pattern(size, (u, v) => (fract(u * across) < grout || fract(v * across) < grout ? 1 : 0));
    }
    case "stripes": {
      const waves = draw.int(3, 24);
      const tilt = draw.int(-3, 3);
      const steep = draw.range(1, 8);
      return pattern(size, (u, v) =>
        clamp01(0.5 + steep * Math.sin(2 * Math.PI * (u * tilt + v * waves)) * 0.5),
      );
    }
    case "dots": {
      const across = draw.int(6, 18);
      const radius = draw.range(0.15, 0.4);
      return pattern(size, (u, v) =>
        Math.hypot(fract(u * across) - 0.5, fract(v * across) - 0.5) < radius ? 1 : 0,
      );
    }
    default:
      return noise(draw.int(2, 4), 2);
  }
}

interface Patch {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly colour: Rgb;
  readonly other: Rgb;
  readonly striped: boolean;
  readonly waves: number;
}

/** Rectangles one over another: furniture, posters, window frames, papers. */
function drawPatches(draw: Draw): readonly Patch[] {
  return Array.from({ length: draw.int(12, 40) }, () => ({
    x: draw.range(0, 1),
    y: draw.range(0, 1),
    w: draw.range(0.04, 0.35),
    h: draw.range(0.04, 0.35),
    colour: surfaceColour(draw),
    other: thingColour(draw),
    striped: draw.chance(0.15),
    waves: 2 * Math.PI * draw.int(10, 40),
  }));
}

function patchAt(patches: readonly Patch[], u: number, v: number): Patch | undefined {
  for (const patch of patches) {
    if (fract(u - patch.x) < patch.w && fract(v - patch.y) < patch.h) return patch;
  }
  return undefined;
}

function pattern(size: number, at: (u: number, v: number) => number): Float32Array {
  const plane = new Float32Array(size * size);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) plane[y * size + x] = at((x + 0.5) / size, (y + 0.5) / size);
  }
  return plane;
}

function swapAxes(plane: Float32Array, size: number, swap: boolean): Float32Array {
  if (!swap) return plane;
  return plane.map((_, i) => plane[(i % size) * size + Math.floor(i / size)] ?? 0);
}

function sharpen(plane: Float32Array, steepness: number): Float32Array {
  return plane.map((value) => clamp01(0.5 + (value - 0.5) * steepness));
}

function fract(x: number): number {
  return x - Math.floor(x);
}

function clamp01(x: number): number {
  return Math.min(1, Math.max(0, x));
}
