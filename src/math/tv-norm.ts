/**
 * Total variation of a mask along time or across a frame: the term that keeps a mask in few pieces (arXiv
 * 2002.00367).
 *
 * Departure: the authors' released code visits frames 1..T-2 and adds both neighbours of each, so inner pairs count
 * twice. "released-code" reproduces that; "once" counts each neighbouring pair once.
 */
import { LabError } from "../base/errors.ts";

/** Rule for counting neighbouring pairs. */
export type PairCount = "once" | "released-code";

/** Lines along one axis of a row-major mask: `length` values each, `stride` apart. */
export interface MaskAxis {
  readonly stride: number;
  readonly length: number;
}

/**
 * Returns TV_beta(m) = sum over neighbouring pairs of |m[i + stride] - m[i]|^beta, without division or root.
 *
 * @param mask  [T], T >= 1; or [T, h, w], whose lines along the axis are summed.
 * @param beta  exponent >= 1; 3 in the paper.
 * @param axis  default: the whole mask is one line, as a temporal mask is.
 * @returns     >= 0; 0 exactly if no counted pair differs.
 * @throws {LabError} "shape" for an empty mask, "value" for beta < 1.
 *
 * @example
 * tvNorm([0, 1, 1, 0]); // 2
 * tvNorm([0, 0.5, 0]); // 0.25
 */
export function tvNorm(
  mask: ArrayLike<number>,
  beta = 3,
  pairs: PairCount = "once",
  axis: MaskAxis = { stride: 1, length: mask.length },
): number {
  check(mask, beta);
  let sum = 0;
  for (let i = 0; i + axis.stride < mask.length; i++) {
    const weight = pairWeight(i, axis, pairs);
    if (weight > 0) sum += weight * Math.abs(mask[i + axis.stride]! - mask[i]!) ** beta;
  }
  return sum;
}

/** Returns the gradient of `tvNorm`, as long as the mask, float64. A pair of equal values adds 0, for beta = 1 too. */
export function tvNormGradient(
  mask: ArrayLike<number>,
  beta = 3,
  pairs: PairCount = "once",
  axis: MaskAxis = { stride: 1, length: mask.length },
): Float64Array {
  check(mask, beta);
  const { stride } = axis;
  const gradient = new Float64Array(mask.length);
  for (let i = 0; i + stride < mask.length; i++) {
    const difference = mask[i + stride]! - mask[i]!;
    const weight = pairWeight(i, axis, pairs);
    if (difference === 0 || weight === 0) continue;
    const slope = weight * beta * Math.abs(difference) ** (beta - 1) * Math.sign(difference);
    gradient[i + stride]! += slope;
    gradient[i]! -= slope;
  }
  return gradient;
}

/**
 * Returns how often the pair (i, i + stride) counts. Under "released-code" a pair counts once for each of its members
 * that is not at an end of the line. The last place of a line starts no pair.
 */
function pairWeight(i: number, { stride, length }: MaskAxis, pairs: PairCount): number {
  const place = Math.floor(i / stride) % length;
  if (place + 1 >= length) return 0;
  if (pairs === "once") return 1;
  return (place >= 1 ? 1 : 0) + (place + 1 <= length - 2 ? 1 : 0);
}

function check(mask: ArrayLike<number>, beta: number): void {
  if (mask.length < 1) throw new LabError("shape", "tvNorm: the mask is empty; it needs at least one value.");
  if (!(beta >= 1)) throw new LabError("value", `tvNorm: beta is ${beta}; it must be at least 1.`);
}
