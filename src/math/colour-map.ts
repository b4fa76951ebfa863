/** A colour map that reads alike with every kind of colour vision, and in grey. */

/** Red, green and blue as whole numbers, 0..255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Every 15th of viridis's 256 entries (S. van der Walt, N. Smith, E. Firing, for matplotlib; CC0). */
const STOPS: readonly Rgb[] = [
  [68, 1, 84],
  [72, 23, 105],
  [71, 42, 122],
  [67, 61, 132],
  [61, 78, 138],
  [53, 94, 141],
  [46, 109, 142],
  [41, 123, 142],
  [35, 137, 142],
  [31, 151, 139],
  [33, 165, 133],
  [46, 179, 124],
  [70, 192, 111],
  [101, 203, 94],
  [137, 213, 72],
  [176, 221, 47],
  [216, 226, 25],
  [253, 231, 37],
];

/**
 * Returns the colour of a value in viridis: dark violet at 0, through green, to yellow at 1, with lightness rising
 * evenly. Interpolates between 18 of the table's entries; the result differs from the full table by at most 5 of 255.
 *
 * @param u  clamped to [0, 1]; NaN counts as 0.
 *
 * @example
 * viridis(0); // [68, 1, 84]
 * viridis(1); // [253, 231, 37]
 */
export function viridis(u: number): Rgb {
  const at = (u > 0 ? Math.min(u, 1) : 0) * (STOPS.length - 1);
  const first = Math.min(Math.floor(at), STOPS.length - 2);
  const [from, to] = [STOPS[first]!, STOPS[first + 1]!];
  const channel = (c: 0 | 1 | 2) => Math.round(from[c] + (at - first) * (to[c] - from[c]));
  return [channel(0), channel(1), channel(2)];
}
