/** Random draws that a scene is made of, on top of the seeded generator. */
import { mulberry32 } from "../base/prng.ts";

/** A stream of random choices; each call moves it on. */
export interface Draw {
  /** Uniform in [from, to). */
  range(from: number, to: number): number;
  /** Whole number in [from, to], both included. */
  int(from: number, to: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of the items; there must be at least one. */
  pick<T>(items: readonly [T, ...T[]]): T;
  /** -1 or 1. */
  sign(): -1 | 1;
}

/** A stream that depends on the seed alone. */
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

/** 0 below `from`, 1 above `to`, an S-shaped rise with level ends between. */
export function smoothstep(from: number, to: number, x: number): number {
  const u = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return u * u * (3 - 2 * u);
}

/** Straight line from a to b as u goes from 0 to 1. */
export function lerp(a: number, b: number, u: number): number {
  return a + (b - a) * u;
}
