/** The faithfulness of masks as far as it is known: what was measured, and what is being measured. */
import type { Mask } from "../math/mask.ts";
import type { FaithfulnessPart } from "../faithfulness/faithfulness.ts";
import type { Measured } from "../result/measured.ts";

/** Every window's score, and what else it takes to set a mask beside them. */
export type Yardstick = Pick<Measured, "windows" | "preset" | "start">;

/** A measurement of a lane's mask under way, if any. */
export type FaithfulnessJob =
  | { readonly kind: "none" }
  | {
      readonly kind: "measuring";
      readonly part: FaithfulnessPart | "windows";
      readonly done: number;
      readonly of: number;
      /** Null until every window is scored, which comes first. */
      readonly yardstick: Yardstick | null;
    };

/** What was measured of one mask. */
export interface FaithfulnessReady {
  readonly kind: "ready";
  readonly measured: Measured;
  /** True if it was read from a saved file or from the history, false if it was measured on this page. */
  readonly saved: boolean;
}

/** A measurement under way or finished, as the page shows it. */
export type FaithfulnessState = FaithfulnessJob | FaithfulnessReady;

/**
 * What was measured, by the mask itself: masks are never changed in place, and none belongs to two models or classes. So
 * whatever brings a mask back, an undo, a reset or another choice of class, brings its measurements back with it.
 */
export type MeasuredMasks = ReadonlyMap<Mask, FaithfulnessReady>;

/** Returns what is known of a lane's mask; a measurement under way hides a saved one. */
export function faithfulnessOf(
  { faithfulness, mask }: { readonly faithfulness: FaithfulnessJob; readonly mask: Mask | null },
  measured: MeasuredMasks,
): FaithfulnessState {
  return faithfulness.kind === "measuring" || mask === null
    ? faithfulness
    : (measured.get(mask) ?? faithfulness);
}
