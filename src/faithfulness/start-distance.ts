/** The distance of a search's mask from the start of the search. Plain arithmetic on plain data. */
import { invariant } from "../base/errors.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import { maskOverlap } from "../math/mask-overlap.ts";
import type { OperatorName } from "../math/operator.ts";

/** The change from start to mask, both as shown: each frame is on or off. */
export interface StartDistance {
  /** Number of frames that switched on or off, among those that have an effect. */
  readonly changed: number;
  /** Intersection over union of start and mask; null if neither has a frame on. */
  readonly overlap: number | null;
  /** False if no frame that has an effect switched: the search returned what it started from. */
  readonly left: boolean;
}

/**
 * Compares a mask with its start.
 *
 * A search has left its start once one frame has switched on or off. Under freeze, frame 0 does not count: it has no
 * effect on the score, so only the other terms of the loss move it.
 *
 * @param mask   [T], on above 0.5.
 * @param start  [T], `MaskResult.start`.
 * @example
 * startDistance([0, 0.9, 0.2], [false, true, true]); // { changed: 1, overlap: 0.5, left: true }
 */
export function startDistance(
  mask: ArrayLike<number>,
  start: readonly boolean[],
  operator: OperatorName = "freeze",
): StartDistance {
  invariant(mask.length === start.length, () => `startDistance: masks of ${mask.length} and ${start.length}`);
  const first = operator === "freeze" ? 1 : 0;
  const changed = start.filter((on, t) => t >= first && on !== mask[t]! > SHOWN_ON).length;
  return { changed, overlap: maskOverlap(mask, start.map(Number), SHOWN_ON), left: changed > 0 };
}
