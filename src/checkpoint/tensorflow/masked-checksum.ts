/** Checksums in the form in which LevelDB stores them. */

/** Constant that LevelDB adds to stored checksums, since a checksum over data with plain checksums would be weak. */
const MASK = 0xa282ead8;

/** Returns the checksum from its stored ("masked") form: rotated to the right by 15 bits, plus a constant. */
export function unmasked(stored: number): number {
  const rotated = (stored - MASK) >>> 0;
  return ((rotated >>> 17) | (rotated << 15)) >>> 0;
}
