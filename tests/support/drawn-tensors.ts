/** Values that the makers of fixtures draw for each tensor from its name, and bytes changed at random. */
import { fnv1a, mulberry32 } from "../../src/base/prng.ts";
import { sizeOf } from "../../src/base/shape.ts";

/** 2 u - 1 for the u that mulberry32 draws from the name's hash. */
export function drawnFrom(name: string, shape: readonly number[]): Float32Array {
  const draw = mulberry32(fnv1a(name));
  return Float32Array.from({ length: sizeOf(shape) }, () => 2 * draw() - 1);
}

/** A copy of which 1 to `most` bytes were overwritten. */
export function mutated(
  bytes: Uint8Array<ArrayBuffer>,
  random: () => number,
  most: number,
): Uint8Array<ArrayBuffer> {
  const changed = bytes.slice();
  const times = 1 + Math.floor(random() * most);
  for (let i = 0; i < times; i++) {
    changed[Math.floor(random() * changed.length)] = Math.floor(random() * 256);
  }
  return changed;
}
