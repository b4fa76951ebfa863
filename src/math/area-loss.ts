/**
 * Area constraint of extremal perturbations (Fong, Patrick & Vedaldi, ICCV 2019, equation 3): a mask of share a of the
 * clip has, sorted, (1 - a) N zeros and a N ones; the loss is the mean squared distance of the sorted mask from that.
 *
 * Departure: cells of equal value share the zeros and ones of their ranks. Sorting would break the tie by a cell's
 * number, and of a mask that starts the same everywhere it would pull the last frames up for no other reason.
 */

/**
 * What each cell should be: 1 among the largest a N cells, 0 below, between the two where a tie lies across the limit.
 *
 * @param mask   [N].
 * @param share  a, in (0, 1).
 * @returns      [N] in [0, 1].
 */
export function areaReference(mask: ArrayLike<number>, share: number): Float64Array {
  const N = mask.length;
  const zeros = zerosOf(N, share);
  const sorted = Float64Array.from(mask).sort();
  return Float64Array.from(mask, (m) => {
    const less = firstAtLeast(sorted, m);
    let end = less;
    while (end < N && sorted[end] === m) end++;
    return Math.min(Math.max((end - zeros) / (end - less), 0), 1);
  });
}

/** Cells of N that are to be 0. */
export function zerosOf(N: number, share: number): number {
  return N - Math.round(share * N);
}

/** The loss, >= 0; 0 exactly for a mask of zeros and ones with the given share of ones. */
export function areaLoss(mask: ArrayLike<number>, share: number): number {
  const reference = areaReference(mask, share);
  let sum = 0;
  for (let i = 0; i < mask.length; i++) {
    const [m, ones] = [mask[i]!, reference[i]!];
    sum += ones * (1 - m) ** 2 + (1 - ones) * m ** 2;
  }
  return sum / mask.length;
}

/** Gradient of `areaLoss`, [N] float64. */
export function areaGradient(mask: ArrayLike<number>, share: number): Float64Array {
  return areaReference(mask, share).map((ones, i) => (2 * (mask[i]! - ones)) / mask.length);
}

/** Number of sorted values below m. */
function firstAtLeast(sorted: Float64Array, m: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < m) low = middle + 1;
    else high = middle;
  }
  return low;
}
