/** Measurements of masks' faithfulness, finished and running. */
import type { Mask } from "../math/mask.ts";
import type { FaithfulnessPart } from "../faithfulness/faithfulness.ts";
import type { Measured } from "../result/measured.ts";

/** The score of every window, and what else is needed to compare a mask with them. */
export type Yardstick = Pick<Measured, "windows" | "preset" | "start">;

/** The running measurement of a lane's mask, if any. */
export type FaithfulnessJob =
  | { readonly kind: "none" }
  | {
      readonly kind: "measuring";
      readonly part: FaithfulnessPart | "windows";
      readonly done: number;
      readonly of: number;
      /** Null until every window is scored, which is the first part. */
      readonly yardstick: Yardstick | null;
    };

/** The finished measurement of one mask. */
export interface FaithfulnessReady {
  readonly kind: "ready";
  readonly measured: Measured;
  /** True if it was read from a file or from the history; false if it was measured on this page. */
  readonly saved: boolean;
}

/** A measurement as the page shows it: none, running or finished. */
export type FaithfulnessState = FaithfulnessJob | FaithfulnessReady;

/**
 * Finished measurements, keyed by the mask object. Masks are never changed in place, and no mask object belongs to two
 * models or classes, so an undo, a reset or a choice of class that brings a mask back also brings back its measurement.
 */
export type MeasuredMasks = ReadonlyMap<Mask, FaithfulnessReady>;

/** Returns the measurement of a lane's mask to show; a running one hides a finished one. */
export function faithfulnessOf(
  { faithfulness, mask }: { readonly faithfulness: FaithfulnessJob; readonly mask: Mask | null },
  measured: MeasuredMasks,
): FaithfulnessState {
  return faithfulness.kind === "measuring" || mask === null
    ? faithfulness
    : (measured.get(mask) ?? faithfulness);
}
