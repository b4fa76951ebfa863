/**
 * Total variation of a temporal mask, the term that keeps masks in few pieces (arXiv 2002.00367).
 *
 * Departure: the authors' released code visits frames 1..T-2 and adds both neighbours of each, so inner
 * pairs count twice; ask for that with "released-code". "once" counts each neighbouring pair once.
 */
import { LabError } from "../base/errors.ts";

/** How often a neighbouring pair counts. */
export type PairCount = "once" | "released-code";

/**
 * TV_beta(m) = sum over neighbouring pairs of |m[t+1] - m[t]|^beta. Not divided by T, no root taken.
 *
 * @param mask  [T], T >= 1.
 * @param beta  exponent >= 1; 3 in the paper.
 * @returns     >= 0; 0 exactly when no counted pair differs.
 * @throws {LabError} "shape" for an empty mask, "value" for beta < 1.
 */
export function tvNorm(mask: ArrayLike<number>, beta = 3, pairs: PairCount = "once"): number {
  check(mask, beta);
  let sum = 0;
  for (let t = 0; t + 1 < mask.length; t++) {
    sum += pairWeight(t, mask.length, pairs) * Math.abs(mask[t + 1]! - mask[t]!) ** beta;
  }
  return sum;
}

/** Gradient of `tvNorm`, [T] float64. Where a pair is equal it adds 0, also for beta = 1. */
export function tvNormGradient(mask: ArrayLike<number>, beta = 3, pairs: PairCount = "once"): Float64Array {
  check(mask, beta);
  const gradient = new Float64Array(mask.length);
  for (let t = 0; t + 1 < mask.length; t++) {
    const difference = mask[t + 1]! - mask[t]!;
    if (difference === 0) continue;
    const slope =
      pairWeight(t, mask.length, pairs) * beta * Math.abs(difference) ** (beta - 1) * Math.sign(difference);
    gradient[t + 1]! += slope;
    gradient[t]! -= slope;
  }
  return gradient;
}

/** The pair (t, t+1) is seen once from each of its frames that the released code visits. */
function pairWeight(t: number, T: number, pairs: PairCount): number {
  if (pairs === "once") return 1;
  return (t >= 1 ? 1 : 0) + (t + 1 <= T - 2 ? 1 : 0);
}

function check(mask: ArrayLike<number>, beta: number): void {
  if (mask.length < 1) throw new LabError("shape", "tvNorm: the mask is empty; it needs one value a frame.");
  if (!(beta >= 1)) throw new LabError("value", `tvNorm: beta is ${beta}; it must be at least 1.`);
}
