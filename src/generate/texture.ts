/** Surfaces that fill the frame: wood, cloth, tiles, stone, cluttered rooms. All repeat without a seam. */
import { mixRgb, surfaceColour, thingColour } from "./colour.ts";
import type { Draw } from "./draw.ts";
import { sharedNoise } from "./noise.ts";
import { drawPatches } from "./patches.ts";

/** A square picture that repeats, [size, size, 3] in 0..1. */
export interface Texture {
  readonly size: number;
  readonly rgb: Float32Array;
}

/** Returns a value for each texel. */
type Field = (x: number, y: number) => number;

const SURFACES = ["wood", "wood", "cloth", "cloth", "plain", "plain", "cloud"] as const;
const RARE_SURFACES = ["speckle", "tiles", "stripes", "dots", "patchwork"] as const;
const ROOMS = ["patchwork", "patchwork", "patchwork", "cloud", "plain", "stripes"] as const;

/** Draws a random surface; the draws taken do not depend on `size`. */
export function drawTexture(draw: Draw, size: number, use: "surface" | "room"): Texture {
  const kind =
    use === "room" ? draw.pick(ROOMS) : draw.chance(0.7) ? draw.pick(SURFACES) : draw.pick(RARE_SURFACES);
  const a = surfaceColour(draw);
  // Most surfaces vary little; a few are as loud as a printed table cloth.
  const b = draw.chance(0.2)
    ? thingColour(draw)
    : mixRgb(a, surfaceColour(draw), draw.range(0.1, kind === "plain" ? 0.3 : 0.8));
  const grain = field(draw, size, { cellsX: 24, cellsY: 24, octaves: 2, gain: 0.7 });
  const grainStrength = 2 * draw.range(0.01, 0.16);
  const folds = field(draw, size, { cellsX: 2, cellsY: 4, octaves: 3, gain: 0.6 });
  const foldStrength = kind === "cloth" ? draw.range(0.5, 1.6) : 0;
  const blend = blendOf(kind, draw, size);
  const rgb = new Float32Array(size * size * 3);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const u = blend(x, y);
      let light = 1 + (grain(x, y) - 0.5) * grainStrength;
      if (foldStrength > 0) light += foldStrength * (Math.abs(folds(x, y) - 0.5) - 0.15);
      const at = (y * size + x) * 3;
      rgb[at] = (a[0] + (b[0] - a[0]) * u) * light;
      rgb[at + 1] = (a[1] + (b[1] - a[1]) * u) * light;
      rgb[at + 2] = (a[2] + (b[2] - a[2]) * u) * light;
    }
  }
  if (kind === "patchwork") drawPatches(draw, { size, rgb });
  return { size, rgb };
}

/** Cuts noise at a random place and, half of the time, transposes it. */
function field(
  draw: Draw,
  size: number,
  options: { cellsX: number; cellsY: number; octaves: number; gain: number },
): Field {
  const plane = sharedNoise(draw, size, { ...options, variants: 3 });
  const ox = Math.floor(draw.range(0, 1) * size);
  const oy = Math.floor(draw.range(0, 1) * size);
  const at = (x: number, y: number): number => plane[((y + oy) % size) * size + ((x + ox) % size)]!;
  return draw.chance(0.5) ? at : (x, y) => at(y, x);
}

/** Returns how far each texel lies from the first colour to the second. */
function blendOf(kind: string, draw: Draw, size: number): Field {
  switch (kind) {
    case "wood":
      return field(draw, size, { cellsX: 1, cellsY: draw.pick([6, 12]), octaves: 4, gain: 0.6 });
    case "speckle": {
      const noise = field(draw, size, { cellsX: 32, cellsY: 32, octaves: 1, gain: 0.6 });
      const steepness = draw.range(2, 6);
      return (x, y) => clamp01(0.5 + (noise(x, y) - 0.5) * steepness);
    }
    case "tiles": {
      const across = draw.int(3, 12);
      const grout = draw.range(0.03, 0.12);
      return (x, y) => (fract((x / size) * across) < grout || fract((y / size) * across) < grout ? 1 : 0);
    }
    case "stripes": {
      const waves = 2 * Math.PI * draw.int(3, 20);
      const tilt = 2 * Math.PI * draw.int(-3, 3);
      const steep = draw.range(0.5, 4);
      return (x, y) => clamp01(0.5 + steep * Math.sin((x * tilt + y * waves) / size));
    }
    case "dots": {
      const across = draw.int(6, 18);
      const radius = draw.range(0.15, 0.4) ** 2;
      return (x, y) => {
        const u = fract((x / size) * across) - 0.5;
        const v = fract((y / size) * across) - 0.5;
        return u * u + v * v < radius ? 1 : 0;
      };
    }
    default:
      return field(draw, size, {
        cellsX: draw.pick([2, 4]),
        cellsY: 3,
        octaves: kind === "cloud" ? 4 : 2,
        gain: 0.6,
      });
  }
}

function fract(x: number): number {
  return x - Math.floor(x);
}

function clamp01(x: number): number {
  return Math.min(1, Math.max(0, x));
}
