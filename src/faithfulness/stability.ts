/**
 * The agreement of repeated searches. Searches that end at different losses did not find two explanations: one of them
 * failed. So only those that end as well as the best count for the overlap, and failures are counted apart.
 */
import { meanOf } from "../statistics/sample-summary.ts";
import type { Faithfulness } from "./faithfulness.ts";
import { LIMITS } from "./limits.ts";

/** Repeated searches, by the loss at which they ended. */
export interface Agreement {
  /** Number of searches run again. */
  readonly runs: number;
  /** Lowest loss seen, that of the mask under test included. */
  readonly best: number;
  /** Mask's own loss minus the lowest; 0 if no search ended lower. */
  readonly missed: number;
  /** Number of searches that ended within `LIMITS.sameLoss` of the lowest loss. */
  readonly near: number;
  /** Number of searches that ended more than `LIMITS.failedLoss` above it. */
  readonly failed: number;
  /** Mean overlap of the near ones with the mask, in [0, 1]; null if none is near. Two empty masks count as equal. */
  readonly overlap: number | null;
}

/** Returns how well the repeated searches agree; null if none was run, or if their losses were not recorded. */
export function agreementOf({
  stability,
  ownLoss,
}: Pick<Faithfulness, "stability" | "ownLoss">): Agreement | null {
  const losses = stability.map(({ loss }) => loss).filter((loss) => loss !== null);
  if (stability.length === 0 || ownLoss === null || losses.length < stability.length) return null;
  const best = Math.min(ownLoss, ...losses);
  const near = stability.filter((_, i) => losses[i]! - best <= LIMITS.sameLoss);
  return {
    runs: stability.length,
    best,
    missed: ownLoss - best,
    near: near.length,
    failed: losses.filter((loss) => loss - best > LIMITS.failedLoss).length,
    overlap: near.length === 0 ? null : meanOf(near.map(({ overlap }) => overlap ?? 1)),
  };
}
