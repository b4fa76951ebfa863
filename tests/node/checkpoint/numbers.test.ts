import { describe, expect, it } from "vitest";
import { decodeNumbers, STORED_BYTES, type StoredType } from "../../../src/checkpoint/numbers.ts";

/** Little-endian bytes, written by hand from the formats' definitions. */
const CASES: readonly [dtype: StoredType, bytes: readonly number[], value: number][] = [
  ["float32", [0x00, 0x00, 0xc0, 0xbf], -1.5],
  ["float64", [0, 0, 0, 0, 0, 0, 0xf8, 0xbf], -1.5],
  ["float16", [0x00, 0xbe], -1.5],
  ["float16", [0x01, 0x00], 2 ** -24],
  ["float16", [0xff, 0x7b], 65504],
  ["float16", [0x00, 0x7c], Infinity],
  ["float16", [0x00, 0x7e], NaN],
  ["bfloat16", [0xc0, 0xbf], -1.5],
  ["bfloat16", [0x80, 0x7f], Infinity],
  ["int64", [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], -2],
  ["int32", [0xfe, 0xff, 0xff, 0xff], -2],
  ["int16", [0xfe, 0xff], -2],
  ["int8", [0xfe], -2],
  ["uint8", [0xfe], 254],
  ["bool", [0x01], 1],
];

describe("decodeNumbers", () => {
  it.each(CASES)("%s %j is %d", (dtype, bytes, value) => {
    // Two values at an unaligned offset, as in files.
    const shifted = Uint8Array.from([99, ...bytes, ...bytes]).subarray(1);
    expect([...decodeNumbers(shifted, dtype)]).toEqual([value, value]);
  });

  it("returns a new array, not a view of the file's bytes", () => {
    const bytes = new Uint8Array(4);
    const values = decodeNumbers(bytes, "float32");
    bytes.fill(255);
    expect(values[0]).toBe(0);
  });

  it.each(Object.entries(STORED_BYTES).filter(([, size]) => size > 1))(
    "refuses bytes that are not a whole number of %s",
    (dtype, size) => {
      expect(() => decodeNumbers(new Uint8Array(size + 1), dtype as StoredType)).toThrow(dtype);
    },
  );
});
