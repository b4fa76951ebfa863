/**
 * Total variation of a mask along time or across a frame, the term that keeps masks in few pieces (arXiv 2002.00367).
 *
 * Departure: the authors' released code visits frames 1..T-2 and adds both neighbours of each, so inner
 * pairs count twice; ask for that with "released-code". "once" counts each neighbouring pair once.
 */
import { LabError } from "../base/errors.ts";

/** How often a neighbouring pair counts. */
export type PairCount = "once" | "released-code";

/** Along which neighbours lie in a row-major mask: values `stride` apart, `length` of them in a line. */
export interface MaskAxis {
  readonly stride: number;
  readonly length: number;
}

/**
 * TV_beta(m) = sum over neighbouring pairs of |m[i + stride] - m[i]|^beta. Not divided by anything, no root taken.
 *
 * @param mask  [T], T >= 1; or [T, h, w], whose lines along the axis are summed.
 * @param beta  exponent >= 1; 3 in the paper.
 * @param axis  default: the whole mask is one line, as a temporal one is.
 * @returns     >= 0; 0 exactly when no counted pair differs.
 * @throws {LabError} "shape" for an empty mask, "value" for beta < 1.
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

/** Gradient of `tvNorm`, of the mask's length, float64. Where a pair is equal it adds 0, also for beta = 1. */
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
 * How often the pair (i, i + stride) counts. By "released-code" it is seen once from each of its places that lie inside
 * the line; the last place of a line has no pair.
 */
function pairWeight(i: number, { stride, length }: MaskAxis, pairs: PairCount): number {
  const place = Math.floor(i / stride) % length;
  if (place + 1 >= length) return 0;
  if (pairs === "once") return 1;
  return (place >= 1 ? 1 : 0) + (place + 1 <= length - 2 ? 1 : 0);
}

function check(mask: ArrayLike<number>, beta: number): void {
  if (mask.length < 1) throw new LabError("shape", "tvNorm: the mask is empty; it needs one value at least.");
  if (!(beta >= 1)) throw new LabError("value", `tvNorm: beta is ${beta}; it must be at least 1.`);
}
