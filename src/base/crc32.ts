/** Table-driven 32-bit cyclic redundancy checks. They detect every error confined to 32 neighbouring bits. */

/** Returns the checksum for a polynomial in reflected form, one table lookup a byte. */
function createCrc32(polynomial: number): (bytes: Uint8Array) => number {
  const table = Uint32Array.from({ length: 256 }, (_, byte) => {
    let rest = byte;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ polynomial : rest >>> 1;
    return rest;
  });
  return (bytes) => {
    let crc = 0xffffffff;
    for (let i = 0; i < bytes.length; i++) crc = table[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8);
    return ~crc >>> 0;
  };
}

/**
 * Returns the CRC-32 of zip and PNG (ISO-HDLC), in [0, 2^32).
 *
 * @example
 * crc32(new TextEncoder().encode("123456789")); // 0xcbf43926
 */
export const crc32 = createCrc32(0xedb88320);

/**
 * Returns the CRC-32C of TensorFlow's files (RFC 3720, appendix B.4: Castagnoli's polynomial), in [0, 2^32).
 *
 * @example
 * crc32c(new Uint8Array(32)); // 2324772522
 */
export const crc32c = createCrc32(0x82f63b78);
