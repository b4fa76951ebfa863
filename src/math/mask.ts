/** A mask of either kind as one value: over time alone, or over space and time. */
import { onlyShown } from "./mask-runs.ts";
import { frameMeans, type SpatiotemporalMask } from "./spatiotemporal-mask.ts";

/** What is perturbed, and how strongly: 1 = perturbed. Masks are never changed in place. */
export type Mask =
  /** [T] values in [0, 1], one a frame. */
  | { readonly kind: "temporal"; readonly values: readonly number[] }
  | { readonly kind: "spatiotemporal"; readonly grid: SpatiotemporalMask };

/** Returns a mask over time. */
export function temporalMask(values: readonly number[]): Mask {
  return { kind: "temporal", values };
}

/** Returns a mask over space and time. */
export function spatiotemporalMask(grid: SpatiotemporalMask): Mask {
  return { kind: "spatiotemporal", grid };
}

const meansOf = new WeakMap<SpatiotemporalMask, readonly number[]>();

/**
 * Returns one value a frame, [T] in [0, 1]: a temporal mask's own values, the mean of each frame of a spatiotemporal one.
 * The same mask gives the same array each time, so the result can be compared by identity.
 */
export function frameValues(mask: Mask): readonly number[] {
  if (mask.kind === "temporal") return mask.values;
  let means = meansOf.get(mask.grid);
  if (means === undefined) {
    means = frameMeans(mask.grid);
    meansOf.set(mask.grid, means);
  }
  return means;
}

/** Returns the yes/no mask of the frames or cells that are on, above 0.5. */
export function onlyOn(mask: Mask): Mask {
  return mask.kind === "temporal"
    ? temporalMask([...onlyShown(mask.values)])
    : spatiotemporalMask({ ...mask.grid, values: onlyShown(mask.grid.values) });
}

/** Returns the grid of a spatiotemporal mask; null for a temporal one and for none. */
export function gridOf(mask: Mask | null): SpatiotemporalMask | null {
  return mask?.kind === "spatiotemporal" ? mask.grid : null;
}
