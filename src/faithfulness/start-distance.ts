/** How far a search's mask is from where the search began. Plain arithmetic on plain data. */
import { invariant } from "../base/errors.ts";
import { SHOWN_ON } from "../math/mask-runs.ts";
import { maskOverlap } from "../math/mask-overlap.ts";
import type { OperatorName } from "../math/operator.ts";

/** The way from start to mask, both as shown: a frame is on or off. */
export interface StartDistance {
  /** Frames that changed sides, of those that have an effect. */
  readonly changed: number;
  /** Intersection over union of both; null where neither has a frame on. */
  readonly overlap: number | null;
  /** False where no frame that has an effect changed sides: what the search "found" was put in. */
  readonly left: boolean;
}

/**
 * Compares a mask with its start.
 *
 * A search has left its start once one frame has changed sides. Under freeze frame 0 does not count: it has no effect,
 * so that nothing but the loss' other terms moves it.
 *
 * @param mask   [T], on above 0.5.
 * @param start  [T], `MaskResult.start`.
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
