/** IEEE 754 half precision, in which weights may be saved to halve a download. */

const word = new DataView(new ArrayBuffer(4));

/** The largest finite half, 65504. */
export const LARGEST_HALF = 65504;

/**
 * Returns the 16 bits of the half nearest to a number; ties go to the one with an even last bit.
 *
 * @param value  Rounded to float32 first. From 65520 on the result is infinity, as in IEEE 754; NaN gives NaN.
 *
 * @example
 * halfBits(1); // 15360
 * halfBits(-2); // 49152
 * halfBits(65520); // 31744
 */
export function halfBits(value: number): number {
  word.setFloat32(0, value);
  const bits = word.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const exponent = (bits >>> 23) & 0xff;
  const fraction = bits & 0x7fffff;
  if (exponent === 0xff) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200);
  // The exponent's bias is 127 in a float32 and 15 in a half.
  const shifted = exponent - 112;
  if (shifted > 0) {
    // A carry out of the fraction raises the exponent, or at the top makes infinity: both are correct.
    return sign | Math.min(0x7c00, roundedShift((shifted << 23) | fraction, 13));
  }
  // Below 2^-14 a half is subnormal: its fraction counts steps of 2^-24 and has no implicit leading 1.
  return shifted < -10 ? sign : sign | roundedShift(fraction | 0x800000, 14 - shifted);
}

/** Returns value / 2^shift, rounded to the nearest whole number, ties to even. */
function roundedShift(value: number, shift: number): number {
  const whole = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && (whole & 1) === 1) ? whole + 1 : whole;
}
