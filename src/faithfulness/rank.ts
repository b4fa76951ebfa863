/** The rank of a value among those of alternatives, as a p-value. */

/** A value's rank. */
export interface Rank {
  /** Number of alternatives that are at least as good. */
  readonly asGood: number;
  /** Number of alternatives, at least 1. */
  readonly of: number;
  /** (asGood + 1) / (of + 1), in (0, 1]. */
  readonly p: number;
  /** The lowest p that so many alternatives allow, 1 / (of + 1). */
  readonly lowestP: number;
}

/** Scores closer than this count as equal: float32 rounding differs with the batch in which a mask is scored. */
const EQUAL = 1e-6;

/**
 * Returns the rank p-value (b + 1) / (n + 1), where b of n alternatives are at least as good (Phipson & Smyth 2010,
 * doi:10.2202/1544-6115.1585, who add 1 because the value itself is one of the n + 1). So the alternatives must not hold
 * the value's own mask, which would count it twice; equal scores of other masks count against it.
 *
 * For draws at random, p is that of a one-sided test. For windows and centre-out orders, which are as many as there are
 * positions, it is an exact rank: the best of 10 windows and a mask has p = 1/11 and cannot have less.
 *
 * @returns  null if there are no alternatives.
 *
 * @example
 * rankOf(0.2, [0.1, 0.2, 0.3, 0.4])?.p; // 0.6
 * rankOf(0.2, [0.1, 0.2, 0.3, 0.4], "higher")?.p; // 0.8
 */
export function rankOf(
  own: number,
  others: readonly number[],
  better: "lower" | "higher" = "lower",
): Rank | null {
  if (others.length === 0) return null;
  const sign = better === "lower" ? 1 : -1;
  const asGood = others.filter((other) => sign * (other - own) <= EQUAL).length;
  const of = others.length;
  return { asGood, of, p: (asGood + 1) / (of + 1), lowestP: 1 / (of + 1) };
}
