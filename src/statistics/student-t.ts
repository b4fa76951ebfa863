/** Limits of Student's t distribution, for intervals of means. */
import { LabError } from "../base/errors.ts";

/** Halvings of [0, pi / 2] after which the angle is as exact as a double can hold. */
const HALVINGS = 60;

/**
 * Returns the probability that |t| <= sqrt(degrees) tan(angle): the finite series of Abramowitz and Stegun,
 * _Handbook of Mathematical Functions_ (1964), 26.7.3 for odd and 26.7.4 for even degrees of freedom.
 */
function probabilityWithin(angle: number, degrees: number): number {
  const cos = Math.cos(angle);
  const even = degrees % 2 === 0;
  let sum = 0;
  let term = even ? 1 : cos;
  for (let power = even ? 0 : 1; power <= degrees - 2; power += 2) {
    sum += term;
    term *= ((power + 1) / (power + 2)) * cos * cos;
  }
  const rest = Math.sin(angle) * sum;
  return even ? rest : (2 / Math.PI) * (angle + rest);
}

/**
 * Returns the limit L >= 0 such that a value of Student's t distribution lies in [-L, L] with probability `level`.
 *
 * @param level    in (0, 1).
 * @param degrees  degrees of freedom: a whole number >= 1.
 * @throws {LabError} "value" for a level or degrees outside these ranges.
 *
 * @example
 * tLimit(0.5, 1); // 1
 * tLimit(0.95, 9); // 2.262157
 */
export function tLimit(level: number, degrees: number): number {
  if (!(level > 0 && level < 1))
    throw new LabError("value", `tLimit: the level is ${level}; it must lie between 0 and 1.`);
  if (!(Number.isInteger(degrees) && degrees >= 1))
    throw new LabError("value", `tLimit: ${degrees} degrees of freedom; it needs a whole number from 1 on.`);
  let low = 0;
  let high = Math.PI / 2;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (probabilityWithin(middle, degrees) < level) low = middle;
    else high = middle;
  }
  return Math.sqrt(degrees) * Math.tan((low + high) / 2);
}
