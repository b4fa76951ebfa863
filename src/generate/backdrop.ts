/** Background of a generated clip: a surface in mild perspective and, above a horizon, a room with a person. */
import type { Rgb } from "./colour.ts";
import { thingColour } from "./colour.ts";
import { smoothstep, type Draw } from "./draw.ts";
import { setInk } from "./ink.ts";
import { paint, type Picture, type View } from "./picture.ts";
import { drawTexture, type Texture } from "./texture.ts";

/** World units that a texture covers before it repeats: more than a pan shows of it at once. */
const TILE = 2.7;

/** Share of the surface's texels that a room has. Sampling between them blurs the room, as if it were out of focus. */
const ROOM_TEXELS = 0.4;

/** A person sitting behind the table; only the torso is painted. */
interface Figure {
  readonly x: number;
  readonly halfW: number;
  readonly halfH: number;
  readonly shirt: Rgb;
  readonly sway: number;
}

/** Textures and layout of the background. */
export interface Backdrop {
  readonly surface: Texture;
  readonly room: Texture;
  /** World y above which the room shows; far above the view if the camera looks straight down. */
  readonly horizon: number;
  /** Growth of texture per world unit below the horizon. */
  readonly tilt: number;
  /** Rotation of the surface's texture. */
  readonly cos: number;
  readonly sin: number;
  /** Fraction of the camera's motion that the room appears to follow, because it is farther away. */
  readonly lag: number;
  /** Change of light across the world, per unit. */
  readonly shadeX: number;
  readonly shadeY: number;
  readonly figure: Figure | undefined;
}

/**
 * Draws a random background.
 *
 * @param texels  texels per world unit: about the short side of the picture.
 */
export function drawBackdrop(draw: Draw, texels: number): Backdrop {
  const size = Math.max(24, Math.round(TILE * texels * 0.8));
  const turn = draw.chance(0.5) ? 0 : draw.range(-0.8, 0.8);
  // The camera looks down from above, over a table's far edge, or level with a low table.
  const outlook = draw.pick(["above", "above", "over", "over", "level"]);
  const horizon =
    outlook === "above" ? -9 : outlook === "over" ? draw.range(-0.5, -0.05) : draw.range(-0.05, 0.3);
  const figure = {
    x: draw.range(-0.5, 0.5),
    halfW: draw.range(0.25, 0.6),
    halfH: draw.range(0.4, 1),
    shirt: thingColour(draw),
    sway: draw.range(0, 0.05),
  };
  return {
    surface: drawTexture(draw, size, draw.chance(0.9) ? "surface" : "room"),
    room: drawTexture(draw, Math.round(size * ROOM_TEXELS), draw.chance(0.75) ? "room" : "surface"),
    horizon,
    tilt: draw.range(0, outlook === "above" ? 0.2 : 0.5),
    cos: Math.cos(turn),
    sin: Math.sin(turn),
    lag: draw.range(0, 0.45),
    shadeX: draw.range(-0.3, 0.3),
    shadeY: draw.range(-0.2, 0.25),
    figure: outlook !== "above" && draw.chance(0.35) ? figure : undefined,
  };
}

/** Fills the whole picture, at time s of the clip. */
export function paintBackdrop(picture: Picture, view: View, backdrop: Backdrop, s: number): void {
  paintRows(picture, view, backdrop, "room");
  const { figure, horizon } = backdrop;
  if (figure) {
    const { halfW, halfH, shirt } = figure;
    const x = figure.x + figure.sway * Math.sin(4 * s) + backdrop.lag * 0.5 * view.look.x;
    paint(
      picture,
      view,
      { x, y: horizon - 0.35 * halfH, radius: Math.max(halfW, halfH) * 1.1 },
      (dx, dy, ink) => {
        const r = Math.hypot(dx / halfW, dy / halfH);
        if (r > 1.05) return;
        const light = 1.05 - 0.5 * (dx / halfW) ** 2;
        setInk(ink, shirt[0] * light, shirt[1] * light, shirt[2] * light, 1 - smoothstep(0.95, 1.05, r));
      },
    );
  }
  paintRows(picture, view, backdrop, "surface");
}

/** Paints the part of the picture above the horizon ("room") or below it ("surface"). */
function paintRows(picture: Picture, view: View, backdrop: Backdrop, part: "room" | "surface"): void {
  const { width, height, rgb } = picture;
  const { look, cos, sin } = view;
  const { horizon, tilt, lag, shadeX, shadeY } = backdrop;
  const step = 1 / view.scale;
  const top = look.y - view.centreY * step * Math.abs(cos) - view.centreX * step * Math.abs(sin);
  if (part === "room" && top >= horizon) return;
  const { size, rgb: texels } = backdrop[part];
  const density = size / TILE;
  for (let py = 0; py < height; py += 1) {
    const sy = (py + 0.5 - view.centreY) * step;
    for (let px = 0; px < width; px += 1) {
      const sx = (px + 0.5 - view.centreX) * step;
      const x = look.x + sx * cos - sy * sin;
      const y = look.y + sx * sin + sy * cos;
      if (y < horizon !== (part === "room")) continue;
      let u: number;
      let v: number;
      if (part === "room") {
        u = x - lag * look.x;
        v = y - lag * look.y;
      } else {
        const grow = 1 / (1 + tilt * Math.min(2, Math.max(-1, y)));
        const tx = x * grow;
        const ty = y * (0.5 + 0.5 * grow);
        u = tx * backdrop.cos - ty * backdrop.sin;
        v = tx * backdrop.sin + ty * backdrop.cos;
      }
      // Sample bilinearly, with repetition.
      u *= density;
      v *= density;
      const iu = Math.floor(u);
      const iv = Math.floor(v);
      const fu = u - iu;
      const fv = v - iv;
      const x0 = ((iu % size) + size) % size;
      const y0 = ((iv % size) + size) % size;
      const right = x0 + 1 === size ? -3 * x0 : 3;
      const a = (y0 * size + x0) * 3;
      const b = y0 + 1 === size ? x0 * 3 : a + size * 3;
      const light = Math.max(0.35, 1 + shadeX * x + shadeY * y);
      const at = (py * width + px) * 3;
      for (let k = 0; k < 3; k += 1) {
        const top = texels[a + k]! + (texels[a + right + k]! - texels[a + k]!) * fu;
        const bottom = texels[b + k]! + (texels[b + right + k]! - texels[b + k]!) * fu;
        rgb[at + k] = (top + (bottom - top) * fv) * light;
      }
    }
  }
}
