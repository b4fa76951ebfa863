/** Pictures a mask's history. */
import { frameValues } from "../../math/mask.ts";
import type { SearchMoment } from "../../state/lab-state.ts";
import { MASK_INK } from "../mask/mask-ink.ts";

/** Returns the number of frames that a search's masks have; 1 before the first step. */
export function framesOf(history: readonly SearchMoment[]): number {
  const [first] = history;
  return first === undefined ? 1 : frameValues(first.mask).length;
}

/**
 * Returns one pixel per frame and step, as opaque as the mask's value: RGBA bytes, [steps, T, 4]; one clear row if there
 * are no steps. The frame means of spatiotemporal masks are small, so there the largest of all is opaque.
 */
export function historyPixels(history: readonly SearchMoment[]): Uint8ClampedArray<ArrayBuffer> {
  const T = framesOf(history);
  const rgba = new Uint8ClampedArray(Math.max(1, history.length) * T * 4);
  const rows = history.map(({ mask }) => frameValues(mask));
  const overSpace = history.some(({ mask }) => mask.kind === "spatiotemporal");
  const full = overSpace ? rows.reduce((most, row) => Math.max(most, ...row), 1e-6) : 1;
  rows.forEach((row, step) => {
    row.forEach((m, t) => rgba.set([...MASK_INK, Math.round((255 * m) / full)], (step * T + t) * 4));
  });
  return rgba;
}
