/** Numbers as files store them, decoded to float32. All formats here are little-endian. */
import { LabError } from "../base/errors.ts";

/** Bytes of one number of each type. */
export const STORED_BYTES = {
  float64: 8,
  float32: 4,
  float16: 2,
  bfloat16: 2,
  int64: 8,
  int32: 4,
  int16: 2,
  int8: 1,
  uint8: 1,
  bool: 1,
} as const;

/** Types of numbers that checkpoints hold and that can be read. */
export type StoredType = keyof typeof STORED_BYTES;

/**
 * Decodes little-endian numbers; those that float32 cannot hold exactly are rounded to it.
 *
 * @param bytes  any offset, no alignment needed; a whole number of values.
 * @returns      new.
 * @throws {LabError} "weights" where the bytes are not a whole number of values.
 */
export function decodeNumbers(bytes: Uint8Array, dtype: StoredType): Float32Array {
  const size = STORED_BYTES[dtype];
  const count = bytes.byteLength / size;
  if (!Number.isInteger(count)) {
    throw new LabError(
      "weights",
      `${bytes.byteLength} bytes are not a whole number of ${dtype} values (${size} bytes each).`,
    );
  }
  if (dtype === "float32") return new Float32Array(bytes.slice().buffer);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = READERS[dtype];
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = read(view, i * size);
  return values;
}

const READERS: Readonly<Record<Exclude<StoredType, "float32">, (view: DataView, at: number) => number>> = {
  float64: (view, at) => view.getFloat64(at, true),
  float16: (view, at) => halfToNumber(view.getUint16(at, true)),
  bfloat16: (view, at) => bfloatToNumber(view.getUint16(at, true)),
  int64: (view, at) => Number(view.getBigInt64(at, true)),
  int32: (view, at) => view.getInt32(at, true),
  int16: (view, at) => view.getInt16(at, true),
  int8: (view, at) => view.getInt8(at),
  uint8: (view, at) => view.getUint8(at),
  bool: (view, at) => (view.getUint8(at) === 0 ? 0 : 1),
};

/** IEEE 754 half precision: 1 sign, 5 exponent and 10 fraction bits. Browsers' own `getFloat16` is too new to count on. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const word = new DataView(new ArrayBuffer(4));

/** bfloat16 is the upper half of a float32. */
function bfloatToNumber(bits: number): number {
  word.setUint32(0, bits << 16, true);
  return word.getFloat32(0, true);
}
