/** IEEE 754 half precision, as weights are stored to halve a download. */

const word = new DataView(new ArrayBuffer(4));

/** The largest finite half, 65504. */
export const LARGEST_HALF = 65504;

/**
 * The 16 bits of the half nearest to a number; of two equally near ones that with an even last bit.
 *
 * @param value  taken as float32 first. From 65520 on it becomes infinite, as IEEE 754 has it; NaN stays NaN.
 */
export function halfBits(value: number): number {
  word.setFloat32(0, value);
  const bits = word.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const exponent = (bits >>> 23) & 0xff;
  const fraction = bits & 0x7fffff;
  if (exponent === 0xff) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200);
  // Exponents count from 127 in a float32 and from 15 in a half.
  const shifted = exponent - 112;
  if (shifted > 0) {
    // A carry out of the fraction raises the exponent, and at the top makes infinity: both are right.
    return sign | Math.min(0x7c00, roundedShift((shifted << 23) | fraction, 13));
  }
  // Below 2^-14 a half's fraction counts in steps of 2^-24, without the leading 1 that a float32 leaves out.
  return shifted < -10 ? sign : sign | roundedShift(fraction | 0x800000, 14 - shifted);
}

/** value / 2^shift, to the nearest whole number, ties to even. */
function roundedShift(value: number, shift: number): number {
  const whole = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && (whole & 1) === 1) ? whole + 1 : whole;
}
