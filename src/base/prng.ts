/** Seeded randomness. The same seed gives the same numbers on every machine. */

/**
 * Returns the 32-bit FNV-1a hash of the text's UTF-8 bytes (offset 0x811c9dc5, prime 0x01000193), in [0, 2^32).
 *
 * @example
 * fnv1a("freeze"); // 818349986
 */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return hash >>> 0;
}

/**
 * Returns Tommy Ettinger's mulberry32 generator: each call gives the next number in [0, 1); the period is 2^32.
 *
 * @param seed  any number; only its low 32 bits count.
 *
 * @example
 * mulberry32(7)() === mulberry32(7)(); // true
 */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Shuffles the values in place (Fisher and Yates). Every order is equally likely. */
export function shuffle(
  values: { readonly length: number; [i: number]: number },
  random: () => number,
): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const moved = values[i]!;
    values[i] = values[j]!;
    values[j] = moved;
  }
}
