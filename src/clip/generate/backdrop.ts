/** What fills the frame behind everything: a surface in mild perspective and, above a horizon, a room. */
import type { Draw } from "./draw.ts";
import type { Picture, View } from "./picture.ts";
import { drawTexture, type Texture } from "./texture.ts";

/** World units that a texture covers before it repeats: more than a pan shows of it at once. */
const TILE = 2.7;

/** Textures and layout of the background. */
export interface Backdrop {
  readonly surface: Texture;
  readonly room: Texture;
  /** World y above which the room shows; far above the view where the camera looks straight down. */
  readonly horizon: number;
  /** Growth of texture per world unit below the horizon. */
  readonly tilt: number;
  /** Turn of the surface's texture. */
  readonly cos: number;
  readonly sin: number;
  /** Fraction of the camera's motion that the room seems to follow (it lies farther away). */
  readonly lag: number;
  /** Fall-off of light across the world, per unit. */
  readonly shadeX: number;
  readonly shadeY: number;
}

/** @param texels  texels that a world unit should have: about the short side of the picture. */
export function drawBackdrop(draw: Draw, texels: number): Backdrop {
  const size = Math.max(32, Math.round(TILE * texels));
  const turn = draw.chance(0.5) ? 0 : draw.range(-0.8, 0.8);
  return {
    surface: drawTexture(draw, size, draw.chance(0.85) ? "surface" : "room"),
    room: drawTexture(draw, size, draw.chance(0.7) ? "room" : "surface"),
    horizon: draw.chance(0.5) ? draw.range(-0.5, -0.05) : -9,
    tilt: draw.range(0, 0.35),
    cos: Math.cos(turn),
    sin: Math.sin(turn),
    lag: draw.range(0, 0.25),
    shadeX: draw.range(-0.22, 0.22),
    shadeY: draw.range(-0.15, 0.22),
  };
}

/** Fills the whole picture. */
export function paintBackdrop(picture: Picture, view: View, backdrop: Backdrop): void {
  const { width, height, rgb } = picture;
  const { look } = view;
  const colour = new Float32Array(3);
  const step = 1 / view.scale;
  for (let py = 0; py < height; py += 1) {
    for (let px = 0; px < width; px += 1) {
      const sx = (px + 0.5 - view.centreX) * step;
      const sy = (py + 0.5 - view.centreY) * step;
      const x = look.x + sx * view.cos - sy * view.sin;
      const y = look.y + sx * view.sin + sy * view.cos;
      if (y < backdrop.horizon) {
        sample(backdrop.room, x - backdrop.lag * look.x, y - backdrop.lag * look.y, colour);
      } else {
        const grow = 1 / (1 + backdrop.tilt * Math.min(2, Math.max(-1, y)));
        const u = x * grow;
        const v = y * (1 + 0.5 * (grow - 1));
        sample(
          backdrop.surface,
          u * backdrop.cos - v * backdrop.sin,
          u * backdrop.sin + v * backdrop.cos,
          colour,
        );
      }
      const light = Math.max(0.35, 1 + backdrop.shadeX * x + backdrop.shadeY * y);
      const at = (py * width + px) * 3;
      rgb[at] = colour[0]! * light;
      rgb[at + 1] = colour[1]! * light;
      rgb[at + 2] = colour[2]! * light;
    }
  }
}

/** Bilinear, repeating. */
function sample(texture: Texture, x: number, y: number, out: Float32Array): void {
  const { size, rgb } = texture;
  const u = (x / TILE) * size;
  const v = (y / TILE) * size;
  const iu = Math.floor(u);
  const iv = Math.floor(v);
  const fu = u - iu;
  const fv = v - iv;
  const x0 = ((iu % size) + size) % size;
  const y0 = ((iv % size) + size) % size;
  const x1 = x0 + 1 === size ? 0 : x0 + 1;
  const y1 = y0 + 1 === size ? 0 : y0 + 1;
  const a = (y0 * size + x0) * 3;
  const b = (y0 * size + x1) * 3;
  const c = (y1 * size + x0) * 3;
  const d = (y1 * size + x1) * 3;
  for (let k = 0; k < 3; k += 1) {
    const top = rgb[a + k]! + (rgb[b + k]! - rgb[a + k]!) * fu;
    const bottom = rgb[c + k]! + (rgb[d + k]! - rgb[c + k]!) * fu;
    out[k] = top + (bottom - top) * fv;
  }
}
