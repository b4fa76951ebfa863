/** Tensor values as drawn by the fixtures' makers from each tensor's name, and randomly changed bytes. */
import { fnv1a, mulberry32 } from "../../src/base/prng.ts";
import { sizeOf } from "../../src/base/shape.ts";

/** Returns 2 u - 1 for each u that mulberry32 draws from the name's hash. */
export function drawnFrom(name: string, shape: readonly number[]): Float32Array {
  const draw = mulberry32(fnv1a(name));
  return Float32Array.from({ length: sizeOf(shape) }, () => 2 * draw() - 1);
}

/** Returns a copy with 1 to `most` bytes overwritten. */
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
