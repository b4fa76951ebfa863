/** What shaders hand to `paint`. */

/** Colour and coverage that a shader hands back: r, g, b in 0..1, then alpha. */
export type Ink = Float32Array;

/** Sets colour and coverage at once. */
export function setInk(ink: Ink, r: number, g: number, b: number, alpha: number): void {
  ink[0] = r;
  ink[1] = g;
  ink[2] = b;
  ink[3] = alpha;
}
