/** CRC-32C, the checksum in TensorFlow's files (RFC 3720, appendix B.4: Castagnoli's polynomial, reflected). */

const POLYNOMIAL = 0x82f63b78;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ POLYNOMIAL : rest >>> 1;
  return rest;
});

/**
 * Computes the checksum, in [0, 2^32).
 *
 * @example
 * crc32c(new Uint8Array(32)); // 2324772522
 */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) crc = TABLE[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** Constant that LevelDB adds to stored checksums, since a checksum over data with plain checksums would be weak. */
const MASK = 0xa282ead8;

/** Returns the checksum from its stored ("masked") form: rotated to the right by 15 bits, plus a constant. */
export function unmasked(stored: number): number {
  const rotated = (stored - MASK) >>> 0;
  return ((rotated >>> 17) | (rotated << 15)) >>> 0;
}
