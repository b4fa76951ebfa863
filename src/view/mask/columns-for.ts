/** How the cells of a mask are laid out. */

/** WCAG 2.2, Target Size (Minimum): CSS pixels. */
const SMALLEST_TARGET = 24;

/** Cells a row, so that none is narrower than a finger needs: all T in one row where they fit, else rows of even length. */
export function columnsFor(T: number, width: number): number {
  if (width <= 0) return T;
  const fitting = Math.max(1, Math.floor(width / SMALLEST_TARGET));
  return Math.ceil(T / Math.ceil(T / fitting));
}
