/** Measures two things alternately. */
import { quantile } from "../../src/statistics/sample-summary.ts";

/** Times of both, in ms: every repetition, and each round's median. */
export interface Rounds {
  readonly ours: number[];
  readonly theirs: number[];
  /** [rounds], for `ratioOfRounds`. */
  readonly oursByRound: number[];
  readonly theirsByRound: number[];
}

/**
 * Measures ours, theirs, ours, theirs and so on. Each call returns the ms of one or more repetitions, already warmed
 * up.
 *
 * @param rounds  at least 1.
 */
export async function inRounds(
  rounds: number,
  ours: () => Promise<number[]>,
  theirs: () => Promise<number[]>,
): Promise<Rounds> {
  const all: Rounds = { ours: [], theirs: [], oursByRound: [], theirsByRound: [] };
  const median = (times: readonly number[]) => quantile(Float64Array.from(times).sort(), 0.5);
  for (let round = 0; round < rounds; round++) {
    const oursMs = await ours();
    const theirsMs = await theirs();
    all.ours.push(...oursMs);
    all.theirs.push(...theirsMs);
    all.oursByRound.push(median(oursMs));
    all.theirsByRound.push(median(theirsMs));
  }
  return all;
}
