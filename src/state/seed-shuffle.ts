/** Seeds for new clips. */
import { mulberry32 } from "../base/prng.ts";

/** Below the ranges that training and tests draw their seeds from (training/README.md): no model has seen these. */
export const FREE_SEEDS = 1_000_000;

/**
 * A shuffle of the free seeds: each call gives another whole number in [0, `FREE_SEEDS`).
 *
 * @param entropy  any number; the same one gives the same seeds.
 */
export function seedShuffle(entropy: number): () => number {
  const random = mulberry32(entropy);
  return () => Math.floor(random() * FREE_SEEDS);
}
