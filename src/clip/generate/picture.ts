/** The frame being painted, and how the camera maps the world onto it. */

/** One frame in floating point, [height, width, 3], 0..1 (more where overexposed). */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Float32Array;
}

/**
 * Where the camera looks. World units: 1 is the short side of the frame at zoom 1; y points down.
 * Roll is in radians, clockwise.
 */
export interface Look {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  readonly roll: number;
}

/** A `Look` made ready for one picture: world = origin + pixel * step. */
export interface View {
  readonly look: Look;
  /** Pixels a world unit. */
  readonly scale: number;
  readonly cos: number;
  readonly sin: number;
  readonly centreX: number;
  readonly centreY: number;
}

/** The view of a picture of this size. */
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

/** Pixel position of a world point. */
export function toPixel(view: View, x: number, y: number): readonly [px: number, py: number] {
  const dx = (x - view.look.x) * view.scale;
  const dy = (y - view.look.y) * view.scale;
  return [view.centreX + dx * view.cos + dy * view.sin, view.centreY - dx * view.sin + dy * view.cos];
}

/** Colour and coverage that a shader hands back: r, g, b in 0..1, then alpha. */
export type Ink = Float32Array;

/** A round region of the world in which a shader has something to paint. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/**
 * Lays a shader over the picture wherever the region shows.
 *
 * @param shade  fills `ink` for a world offset (dx, dy) from the region's centre; alpha 0 leaves the pixel alone.
 */
export function paint(
  picture: Picture,
  view: View,
  region: Region,
  shade: (dx: number, dy: number, ink: Ink) => void,
): void {
  const [px, py] = toPixel(view, region.x, region.y);
  const reach = region.radius * view.scale + 1;
  const x0 = Math.max(0, Math.floor(px - reach));
  const x1 = Math.min(picture.width - 1, Math.ceil(px + reach));
  const y0 = Math.max(0, Math.floor(py - reach));
  const y1 = Math.min(picture.height - 1, Math.ceil(py + reach));
  const ink = new Float32Array(4);
  const { rgb } = picture;
  for (let y = y0; y <= y1; y += 1) {
    for (let x = x0; x <= x1; x += 1) {
      const sx = (x + 0.5 - px) / view.scale;
      const sy = (y + 0.5 - py) / view.scale;
      ink[3] = 0;
      shade(sx * view.cos - sy * view.sin, sx * view.sin + sy * view.cos, ink);
      const alpha = ink[3];
      if (alpha <= 0) continue;
      const at = (y * picture.width + x) * 3;
      for (let c = 0; c < 3; c += 1) {
        const under = rgb[at + c] ?? 0;
        rgb[at + c] = under + ((ink[c] ?? 0) - under) * alpha;
      }
    }
  }
}
