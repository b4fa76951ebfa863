/** Seeds for new clips. */
import { mulberry32 } from "../base/prng.ts";

/**
 * End of the seeds for new clips. Training and tests draw theirs from higher ranges (training/README.md), so no bundled
 * model has seen these clips.
 */
export const FREE_SEEDS = 1_000_000;

/**
 * Returns a function that draws a seed per call: a whole number in [0, `FREE_SEEDS`).
 *
 * @param entropy  any number; equal numbers give equal seeds.
 */
export function seedShuffle(entropy: number): () => number {
  const random = mulberry32(entropy);
  return () => Math.floor(random() * FREE_SEEDS);
}
