/** Decodes the numbers in files to float32. All supported formats are little-endian. */
import { LabError } from "../base/errors.ts";

/** Number of bytes of one value of each type. */
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

/** Number types that can be read from checkpoints. */
export type StoredType = keyof typeof STORED_BYTES;

/**
 * Decodes little-endian numbers; values that float32 cannot hold exactly are rounded.
 *
 * @param bytes  A whole number of values, with any offset and alignment.
 * @returns      a new array.
 * @throws {LabError} "weights" if the bytes are not a whole number of values.
 *
 * @example
 * [...decodeNumbers(Uint8Array.of(0x00, 0x3c, 0x00, 0xc0), "float16")]; // [1, -2]
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

/** Decodes IEEE 754 half precision: 1 sign, 5 exponent and 10 fraction bits. `DataView.getFloat16` is too new to rely on. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const word = new DataView(new ArrayBuffer(4));

/** Decodes bfloat16, which is the upper half of a float32. */
function bfloatToNumber(bits: number): number {
  word.setUint32(0, bits << 16, true);
  return word.getFloat32(0, true);
}
