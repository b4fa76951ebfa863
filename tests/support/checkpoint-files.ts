/** Committed checkpoints as the `File`s that a page gets, and the values that their makers drew for each tensor. */
import { readFileSync } from "node:fs";
import { fnv1a, mulberry32 } from "../../src/base/prng.ts";
import { sizeOf } from "../../src/base/shape.ts";

const FOLDER = new URL("../fixtures/checkpoints/", import.meta.url);

/** Bytes of a fixture, new. @param path  below tests/fixtures/checkpoints. */
export function fixtureBytes(path: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(readFileSync(new URL(path, FOLDER)));
}

/** The fixture as a file of the same name. */
export function fixtureFile(path: string): File {
  return new File([fixtureBytes(path)], path.split("/").at(-1)!);
}

/** 2 u - 1 for the u that mulberry32 draws from the name's hash: what the fixtures' makers put into a tensor. */
export function drawnFrom(name: string, shape: readonly number[]): Float32Array {
  const draw = mulberry32(fnv1a(name));
  return Float32Array.from({ length: sizeOf(shape) }, () => 2 * draw() - 1);
}

/** The bytes with some of them changed at random. */
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
