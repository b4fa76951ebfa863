/** Colours that shaders pass to `paint`. */

/** A shader's output: r, g, b in 0..1, then coverage (alpha). */
export type Ink = Float32Array;

/** Sets colour and coverage together. */
export function setInk(ink: Ink, r: number, g: number, b: number, alpha: number): void {
  ink[0] = r;
  ink[1] = g;
  ink[2] = b;
  ink[3] = alpha;
}
