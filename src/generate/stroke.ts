/** Round-ended strokes from which hands and arms are built. */

/** A stroke from point a (radius ra) to point b (radius rb); made by `stroke`. */
export interface Stroke {
  readonly ax: number;
  readonly ay: number;
  readonly dx: number;
  readonly dy: number;
  readonly ra: number;
  readonly growth: number;
  /** 1 / length². */
  readonly inverse: number;
}

/** Prepares a stroke for `distanceTo`; its ends must differ. */
export function stroke(ax: number, ay: number, bx: number, by: number, ra: number, rb: number): Stroke {
  const dx = bx - ax;
  const dy = by - ay;
  return { ax, ay, dx, dy, ra, growth: rb - ra, inverse: 1 / (dx * dx + dy * dy) };
}

/** Returns the signed distance to a stroke's edge, negative inside; approximate if the stroke tapers. */
export function distanceTo(part: Stroke, x: number, y: number): number {
  const ox = x - part.ax;
  const oy = y - part.ay;
  const along = (ox * part.dx + oy * part.dy) * part.inverse;
  const u = along < 0 ? 0 : along > 1 ? 1 : along;
  const px = ox - u * part.dx;
  const py = oy - u * part.dy;
  return Math.sqrt(px * px + py * py) - part.ra - part.growth * u;
}
