/** Outlines of everyday things, as signed distances. */
import type { Draw } from "./draw.ts";

/** Shapes of things; a shape that is listed more than once is more common. */
export const SHAPES = ["box", "box", "ball", "bottle", "cup", "stick", "slab", "slab", "blob"] as const;

/** One of `SHAPES`. */
export type Shape = (typeof SHAPES)[number];

/** Width divided by height of each shape. */
export const ASPECTS: Readonly<Record<Shape, number>> = {
  box: 1.2,
  ball: 1,
  bottle: 0.38,
  cup: 0.8,
  stick: 0.14,
  slab: 1.9,
  blob: 1.2,
};

/** Bumps around a blob, constant through a clip. */
export interface Bumps {
  readonly count: number;
  readonly depth: number;
  readonly phase: number;
}

/** Draws random bumps: fruit, crumpled paper, toys, keys. */
export function drawBumps(draw: Draw): Bumps {
  return { count: draw.int(2, 5), depth: draw.range(0.05, 0.3), phase: draw.range(0, 6) };
}

/**
 * Returns the signed distance to the outline, negative inside; exact for boxes, approximate for the rest.
 *
 * @param w  half width; x, y from the middle, in the same unit.
 * @param h  half height.
 */
export function outlineDistance(
  shape: Shape,
  bumps: Bumps,
  w: number,
  h: number,
  x: number,
  y: number,
): number {
  switch (shape) {
    case "ball":
      return Math.sqrt(x * x + y * y) - w;
    case "blob": {
      const u = x / w;
      const v = y / h;
      const r = Math.sqrt(u * u + v * v);
      const edge = 1 - bumps.depth * (0.5 + 0.5 * Math.sin(bumps.count * Math.atan2(v, u) + bumps.phase));
      return (r - edge) * Math.min(w, h);
    }
    case "bottle": {
      const body = roundedBox(x, y - 0.25 * h, w, 0.75 * h, 0.35 * w);
      return Math.min(body, roundedBox(x, y + 0.7 * h, 0.38 * w, 0.3 * h, 0.1 * w));
    }
    case "cup": {
      const taper = w * (0.88 - (0.12 * y) / h);
      const handle = Math.abs(Math.hypot(x - w * 0.95, y) - 0.3 * h) - 0.08 * h;
      return Math.min(roundedBox(x, y, taper, h, 0.15 * w), handle);
    }
    case "stick":
      return roundedBox(x, y, w, h, 0.8 * Math.min(w, h));
    case "box":
    case "slab":
      return roundedBox(x, y, w, h, 0.15 * Math.min(w, h));
  }
}

function roundedBox(x: number, y: number, w: number, h: number, corner: number): number {
  const qx = Math.abs(x) - w + corner;
  const qy = Math.abs(y) - h + corner;
  const ox = Math.max(qx, 0);
  const oy = Math.max(qy, 0);
  return Math.sqrt(ox * ox + oy * oy) + Math.min(Math.max(qx, qy), 0) - corner;
}
