/** How far masks can be believed, as far as that is known: what was measured, and what is being measured. */
import type { FaithfulnessPart } from "../faithfulness/faithfulness.ts";
import type { Measured } from "../result/measured.ts";

/** Every window's score, and what else it takes to set a mask beside them. */
export type Yardstick = Pick<Measured, "windows" | "preset" | "start">;

/** Measuring a lane's mask, when somebody has asked for it. */
export type TrustJob =
  | { readonly kind: "none" }
  | {
      readonly kind: "measuring";
      readonly part: FaithfulnessPart | "windows";
      readonly done: number;
      readonly of: number;
      /** What is judged by, as soon as it is there: it comes first. */
      readonly yardstick: Yardstick | null;
    };

/** What was measured of one mask. */
export interface TrustReady {
  readonly kind: "ready";
  readonly measured: Measured;
  /** Whether it was read from a saved file or from the history, not measured on this page. */
  readonly kept: boolean;
}

/** Both, as the page shows them. */
export type TrustState = TrustJob | TrustReady;

/**
 * What was measured, by the mask itself: masks are never changed in place, and none belongs to two models or classes. So
 * whatever brings a mask back, an undo, a reset or another choice of class, brings its measurements back with it.
 */
export type MeasuredMasks = ReadonlyMap<readonly number[], TrustReady>;

/** What is known of a lane's mask; what is being measured anew hides what is kept. */
export function trustOf(
  { trust, mask }: { readonly trust: TrustJob; readonly mask: readonly number[] | null },
  measured: MeasuredMasks,
): TrustState {
  return trust.kind === "measuring" || mask === null ? trust : (measured.get(mask) ?? trust);
}
