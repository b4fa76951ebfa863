/** Value noise on a plane that tiles without a seam. */
import { fnv1a } from "../base/prng.ts";
import { createDraw, type Draw } from "./draw.ts";

/** Settings of several octaves of value noise. */
export interface NoiseOptions {
  /** Cells across the plane in the coarsest octave. */
  readonly cellsX: number;
  readonly cellsY: number;
  readonly octaves: number;
  /** Strength of each octave relative to the previous one. */
  readonly gain: number;
}

/** Largest number of cached planes, over all sizes; a full set for one size is about thirty. */
const KEPT_PLANES = 48;

/** Cache of planes. */
const kept = new Map<string, Float32Array>();

/**
 * Returns one of `variants` fixed planes, [size, size] in 0..1, chosen by `draw`. Planes are cached and shared
 * between scenes, so they are read-only. Without the cache, making noise for every surface took most of a clip's
 * time.
 */
export function sharedNoise(
  draw: Draw,
  size: number,
  options: NoiseOptions & { readonly variants: number },
): Float32Array {
  const { cellsX, cellsY, octaves, gain } = options;
  const recipe = [cellsX, cellsY, octaves, gain, draw.int(1, options.variants)].join(" ");
  const key = `${size} ${recipe}`;
  const known = kept.get(key);
  if (known) return known;
  const plane = noisePlane(createDraw(fnv1a(recipe)), size, options);
  if (kept.size >= KEPT_PLANES) kept.clear();
  kept.set(key, plane);
  return plane;
}
/**
 * Returns a plane of noise, [size, size] row by row, stretched to span 0..1. The draws taken do not depend on `size`,
 * so the same scene can be painted in finer detail.
 */
export function noisePlane(draw: Draw, size: number, options: NoiseOptions): Float32Array {
  const plane = new Float32Array(size * size);
  let strength = 1;
  for (let octave = 0; octave < options.octaves; octave += 1) {
    addOctave(plane, size, draw, options.cellsX << octave, options.cellsY << octave, strength);
    strength *= options.gain;
  }
  let low = Infinity;
  let high = -Infinity;
  for (const value of plane) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const scale = 1 / Math.max(high - low, 1e-6);
  for (let i = 0; i < plane.length; i += 1) plane[i] = ((plane[i] ?? 0) - low) * scale;
  return plane;
}

function addOctave(
  plane: Float32Array,
  size: number,
  draw: Draw,
  nx: number,
  ny: number,
  strength: number,
): void {
  const lattice = new Float32Array(nx * ny);
  for (let i = 0; i < lattice.length; i += 1) lattice[i] = draw.range(0, strength);
  const left = new Int32Array(size);
  const right = new Int32Array(size);
  const weight = new Float32Array(size);
  for (let x = 0; x < size; x += 1) {
    const u = (x * nx) / size;
    const cell = Math.floor(u);
    const f = u - cell;
    left[x] = cell % nx;
    right[x] = (cell + 1) % nx;
    weight[x] = f * f * (3 - 2 * f);
  }
  for (let y = 0; y < size; y += 1) {
    const v = (y * ny) / size;
    const cell = Math.floor(v);
    const f = v - cell;
    const wy = f * f * (3 - 2 * f);
    const top = (cell % ny) * nx;
    const bottom = ((cell + 1) % ny) * nx;
    for (let x = 0; x < size; x += 1) {
      const l = left[x] ?? 0;
      const r = right[x] ?? 0;
      const wx = weight[x] ?? 0;
      const a = lattice[top + l] ?? 0;
      const b = lattice[top + r] ?? 0;
      const c = lattice[bottom + l] ?? 0;
      const d = lattice[bottom + r] ?? 0;
      const upper = a + (b - a) * wx;
      const at = y * size + x;
      plane[at] = (plane[at] ?? 0) + upper + (c + (d - c) * wx - upper) * wy;
    }
  }
}
