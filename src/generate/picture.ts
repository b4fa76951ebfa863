/** The frame being painted, and the camera's mapping of the world onto it. */
import type { Ink } from "./ink.ts";

/** One frame in floating point, [height, width, 3], 0..1 (more if overexposed). */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Float32Array;
}

/**
 * Position and orientation of the camera. In world units: 1 is the short side of the frame at zoom 1; y points down.
 * Roll is in radians, clockwise.
 */
export interface Look {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  readonly roll: number;
}

/** A `Look` prepared for one picture: world = origin + pixel * step. */
export interface View {
  readonly look: Look;
  /** Pixels per world unit. */
  readonly scale: number;
  readonly cos: number;
  readonly sin: number;
  readonly centreX: number;
  readonly centreY: number;
}

/** Returns the view of a picture of this size. */
export function viewOf(look: Look, width: number, height: number): View {
  return {
    look,
    scale: Math.min(width, height) * look.zoom,
    cos: Math.cos(look.roll),
    sin: Math.sin(look.roll),
    centreX: width / 2,
    centreY: height / 2,
  };
}

/** Returns the pixel position of a world point. */
export function toPixel(view: View, x: number, y: number): readonly [px: number, py: number] {
  const dx = (x - view.look.x) * view.scale;
  const dy = (y - view.look.y) * view.scale;
  return [view.centreX + dx * view.cos + dy * view.sin, view.centreY - dx * view.sin + dy * view.cos];
}

/** A round region of the world in which a shader has something to paint. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Motion across the view during the exposure, in world units. Default: none. */
  readonly smear?: Smear;
}

/** Motion during the exposure, in world units relative to the camera. */
export type Smear = readonly [dx: number, dy: number];

/**
 * Pixels of motion per image laid over another, and the largest number of images, which bounds the cost of a long
 * smear.
 */
const SMEAR_STEP = 1.5;
const MOST_EXPOSURES = 5;

/**
 * Lays a shader over the picture in the region; if the region moves, as the mean of several exposures.
 *
 * @param shade  fills `ink` for a world offset (dx, dy) from the region's centre; alpha 0 leaves the pixel unchanged.
 */
export function paint(
  picture: Picture,
  view: View,
  region: Region,
  shade: (dx: number, dy: number, ink: Ink) => void,
): void {
  const { rgb } = picture;
  const { scale, cos, sin } = view;
  const [smearX, smearY] = region.smear ?? [0, 0];
  const length = Math.hypot(smearX, smearY);
  const exposures = Math.min(MOST_EXPOSURES, 1 + Math.floor((length * scale) / SMEAR_STEP));
  const [px, py] = toPixel(view, region.x, region.y);
  const reach = (region.radius + (exposures > 1 ? length / 2 : 0)) * scale + 1;
  const x0 = Math.max(0, Math.floor(px - reach));
  const x1 = Math.min(picture.width - 1, Math.ceil(px + reach));
  const y0 = Math.max(0, Math.floor(py - reach));
  const y1 = Math.min(picture.height - 1, Math.ceil(py + reach));
  const reachSquared = (reach / scale) ** 2;
  const ink = new Float32Array(4);
  for (let y = y0; y <= y1; y += 1) {
    for (let x = x0; x <= x1; x += 1) {
      const sx = (x + 0.5 - px) / scale;
      const sy = (y + 0.5 - py) / scale;
      if (sx * sx + sy * sy > reachSquared) continue;
      const dx = sx * cos - sy * sin;
      const dy = sx * sin + sy * cos;
      let r = 0;
      let g = 0;
      let b = 0;
      let covered = 0;
      for (let k = 0; k < exposures; k += 1) {
        const along = (k + 0.5) / exposures - 0.5;
        ink[3] = 0;
        shade(dx - along * smearX, dy - along * smearY, ink);
        const alpha = ink[3];
        if (alpha <= 0) continue;
        r += alpha * ink[0]!;
        g += alpha * ink[1]!;
        b += alpha * ink[2]!;
        covered += alpha;
      }
      if (covered === 0) continue;
      const share = 1 / exposures;
      const under = 1 - covered * share;
      const at = (y * picture.width + x) * 3;
      rgb[at] = rgb[at]! * under + r * share;
      rgb[at + 1] = rgb[at + 1]! * under + g * share;
      rgb[at + 2] = rgb[at + 2]! * under + b * share;
    }
  }
}

/** Smears the whole picture evenly along a motion in pixels; pixels outside repeat the edge. */
export function smearPicture(picture: Picture, dx: number, dy: number): void {
  const exposures = Math.min(MOST_EXPOSURES, 1 + Math.floor(Math.hypot(dx, dy) / SMEAR_STEP));
  if (exposures === 1) return;
  const { width, height, rgb } = picture;
  const sharp = rgb.slice();
  const shifts = Array.from({ length: exposures }, (_, k) => {
    const along = (k + 0.5) / exposures - 0.5;
    return [Math.round(along * dx), Math.round(along * dy)] as const;
  });
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      let r = 0;
      let g = 0;
      let b = 0;
      for (const [ox, oy] of shifts) {
        const from =
          (Math.min(height - 1, Math.max(0, y + oy)) * width + Math.min(width - 1, Math.max(0, x + ox))) * 3;
        r += sharp[from]!;
        g += sharp[from + 1]!;
        b += sharp[from + 2]!;
      }
      rgb[at] = r / exposures;
      rgb[at + 1] = g / exposures;
      rgb[at + 2] = b / exposures;
    }
  }
}
