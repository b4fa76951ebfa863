/** Seeded arrays for tests. */
import { mulberry32 } from "../../src/base/prng.ts";

/** Returns n values in [-1, 1), always the same for a seed. */
export function draws(n: number, seed: number): Float32Array {
  const next = mulberry32(seed);
  return Float32Array.from({ length: n }, () => 2 * next() - 1);
}

/**
 * Returns the central differences of a function of a few numbers: (f(x + h) - f(x - h)) / 2h for each entry.
 */
export async function centralDifferences(
  f: (x: Float32Array) => number | Promise<number>,
  x: Float32Array,
  h = 1e-2,
): Promise<number[]> {
  const slopes: number[] = [];
  for (let i = 0; i < x.length; i++) {
    const at = async (shift: number) => f(x.map((value, j) => (j === i ? value + shift : value)));
    slopes.push(((await at(h)) - (await at(-h))) / (2 * h));
  }
  return slopes;
}
