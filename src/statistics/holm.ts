/** P-values adjusted for the number of tests. */

/**
 * Returns the p-values adjusted by Holm's step-down method (Holm 1979, _Scandinavian Journal of Statistics_ 6, 65–70):
 * the i-th smallest of m becomes the largest of min(1, (m - j + 1) p[j]) over j = 1..i. Calling those below 0.05
 * significant makes a false claim anywhere in the family in at most 5 % of families, however the tests depend on
 * each other.
 *
 * @param pValues  the family, in any order, each in [0, 1]; null for what was not tested, which does not count.
 * @returns        in the same order.
 *
 * @example
 * holm([0.01, 0.04, 0.03]); // [0.03, 0.06, 0.06]
 * holm([0.5, null, 0.6]); // [1, null, 1]
 */
export function holm(pValues: readonly number[]): number[];
export function holm(pValues: readonly (number | null)[]): (number | null)[];
export function holm(pValues: readonly (number | null)[]): (number | null)[] {
  const tested = pValues.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((a, b) => a.p - b.p);
  const adjusted: (number | null)[] = pValues.map(() => null);
  let largest = 0;
  tested.forEach(({ p, index }, rank) => {
    largest = Math.max(largest, Math.min(1, (tested.length - rank) * p));
    adjusted[index] = largest;
  });
  return adjusted;
}
