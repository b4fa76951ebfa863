/**
 * Compares numbers within a tolerance: |actual - expected| <= atol + rtol |expected|, element by element.
 */
import { expect } from "vitest";

/** Both default to 0. */
export interface Tolerance {
  readonly rtol?: number;
  readonly atol?: number;
}

/**
 * Fails if any element differs, and reports how many, the first and the worst. NaN equals nothing.
 */
export function expectAllClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { rtol = 0, atol = 0 }: Tolerance,
): void {
  expect(actual.length, "number of values").toBe(expected.length);
  const differing: { index: number; excess: number }[] = [];
  for (let index = 0; index < expected.length; index++) {
    const [a, e] = [actual[index]!, expected[index]!];
    const excess = Math.abs(a - e) - (atol + rtol * Math.abs(e));
    if (!(excess <= 0)) differing.push({ index, excess });
  }
  if (differing.length === 0) return;
  const describe = ({ index }: { index: number }) =>
    `[${index}] ${actual[index]} instead of ${expected[index]}`;
  const worst = differing.reduce((a, b) => (b.excess > a.excess ? b : a));
  expect.fail(
    `${differing.length} of ${expected.length} values differ by more than ${atol} + ${rtol} |expected|; ` +
      `first ${describe(differing[0]!)}; worst ${describe(worst)}`,
  );
}
