/** Pictures a spatiotemporal mask from above or from the side. */
import type { SpatiotemporalMask } from "../../math/spatiotemporal-mask.ts";
import { MASK_INK } from "./mask-ink.ts";

/** Axis of the frame that a slice shows: its columns ("across") or its rows ("down"). */
export type SliceAxis = "across" | "down";

/**
 * Returns one pixel per frame and column (or row), as opaque as its strongest cell: RGBA bytes, [w or h, T, 4].
 * The strongest rather than the mean, which would hide a small region.
 */
export function slicePixels(
  { T, h, w, values }: SpatiotemporalMask,
  axis: SliceAxis,
): Uint8ClampedArray<ArrayBuffer> {
  const cells = axis === "across" ? w : h;
  const strongest = new Float32Array(cells * T);
  values.forEach((m, i) => {
    const [t, y, x] = [Math.floor(i / (h * w)), Math.floor(i / w) % h, i % w];
    const at = (axis === "across" ? x : y) * T + t;
    strongest[at] = Math.max(strongest[at]!, m);
  });
  const rgba = new Uint8ClampedArray(strongest.length * 4);
  strongest.forEach((m, i) => rgba.set([...MASK_INK, Math.round(255 * m)], i * 4));
  return rgba;
}
