/** Random draws for scenes, on top of the seeded generator. */
import { mulberry32 } from "../base/prng.ts";

/** A stream of random choices; each call advances it. */
export interface Draw {
  /** Returns a uniform number in [from, to). */
  range(from: number, to: number): number;
  /** Returns a whole number in [from, to], both inclusive. */
  int(from: number, to: number): number;
  /** Returns true with this probability. */
  chance(probability: number): boolean;
  /** Returns one of the items; there must be at least one. */
  pick<T>(items: readonly [T, ...T[]]): T;
  /** Returns -1 or 1. */
  sign(): -1 | 1;
}

/** Creates a stream that depends on the seed alone. */
export function createDraw(seed: number): Draw {
  const next = mulberry32(seed);
  return {
    range: (from, to) => from + (to - from) * next(),
    int: (from, to) => from + Math.floor((to - from + 1) * next()),
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    sign: () => (next() < 0.5 ? -1 : 1),
  };
}

/**
 * Returns 0 below `from`, 1 above `to`, and an S-shaped rise between, flat at both ends.
 *
 * @example
 * smoothstep(0, 2, 1); // 0.5
 */
export function smoothstep(from: number, to: number, x: number): number {
  const u = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return u * u * (3 - 2 * u);
}

/**
 * Interpolates linearly from a (u = 0) to b (u = 1).
 *
 * @example
 * lerp(10, 20, 0.25); // 12.5
 */
export function lerp(a: number, b: number, u: number): number {
  return a + (b - a) * u;
}
