/**
 * Area constraint of extremal perturbations (Fong, Patrick & Vedaldi, ICCV 2019, equation 3). The values of a mask
 * that covers a share a of the clip, sorted, are (1 - a) N zeros and then a N ones. The loss is the mean squared
 * distance of the sorted mask from that vector.
 *
 * Departure: cells of equal value share the zeros and ones of their ranks. Sorting would break ties by cell index,
 * and would so pull up the last frames of a uniform mask for no other reason.
 */

/**
 * Returns the target of each cell: 1 for the largest a N cells, 0 for the others, a value between if a tie spans the
 * limit.
 *
 * @param mask   [N].
 * @param share  a, in (0, 1).
 * @returns      [N] in [0, 1].
 *
 * @example
 * areaReference([0.1, 0.9, 0.4, 0.4], 0.5); // [0, 1, 0.5, 0.5]
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

/** Returns how many of N cells should be 0. */
export function zerosOf(N: number, share: number): number {
  return N - Math.round(share * N);
}

/**
 * Returns the loss, >= 0; it is 0 exactly for a mask of zeros and ones with the given share of ones.
 *
 * @example
 * areaLoss([0, 1, 0, 1], 0.5); // 0
 * areaLoss([0, 0, 0, 0], 0.5); // 0.5
 */
export function areaLoss(mask: ArrayLike<number>, share: number): number {
  const reference = areaReference(mask, share);
  let sum = 0;
  for (let i = 0; i < mask.length; i++) {
    const [m, ones] = [mask[i]!, reference[i]!];
    sum += ones * (1 - m) ** 2 + (1 - ones) * m ** 2;
  }
  return sum / mask.length;
}

/** Returns the gradient of `areaLoss` with respect to the mask, [N] float64. */
export function areaGradient(mask: ArrayLike<number>, share: number): Float64Array {
  return areaReference(mask, share).map((ones, i) => (2 * (mask[i]! - ones)) / mask.length);
}

/** Returns the number of sorted values below m. */
function firstAtLeast(sorted: Float64Array, m: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < m) low = middle + 1;
    else high = middle;
  }
  return low;
}
