/** The picture of a mask's history. */
import type { SearchMoment } from "../../state/lab-state.ts";
import { MASK_INK } from "../mask/mask-ink.ts";

/**
 * One pixel a frame and step, as opaque as the mask is on: RGBA bytes, [steps, T, 4]; one clear row for no steps.
 * The frames' means of spatiotemporal masks are small: there the largest of them all is opaque.
 */
export function historyPixels(history: readonly SearchMoment[]): Uint8ClampedArray<ArrayBuffer> {
  const T = history[0]?.mask.length ?? 1;
  const rgba = new Uint8ClampedArray(Math.max(1, history.length) * T * 4);
  const placed = history.some(({ grid }) => grid !== null);
  const full = placed ? history.reduce((most, { mask }) => Math.max(most, ...mask), 1e-6) : 1;
  history.forEach(({ mask }, step) => {
    mask.forEach((m, t) => rgba.set([...MASK_INK, Math.round((255 * m) / full)], (step * T + t) * 4));
  });
  return rgba;
}
