/** Layout of a mask's cells. */

/** Smallest width of a cell, CSS pixels (WCAG 2.2, Target Size, Minimum). */
const SMALLEST_TARGET = 24;

/**
 * Returns the number of cells per row, so that none is narrower than a finger needs: all T in one row if they fit, else
 * in rows of even length.
 *
 * @example
 * columnsFor(16, 400); // 16
 * columnsFor(16, 320); // 8
 */
export function columnsFor(T: number, width: number): number {
  if (width <= 0) return T;
  const fitting = Math.max(1, Math.floor(width / SMALLEST_TARGET));
  return Math.ceil(T / Math.ceil(T / fitting));
}
