/** Overlapping rectangles on a texture: furniture, posters, windows, papers. */
import { surfaceColour, thingColour } from "./colour.ts";
import type { Draw } from "./draw.ts";
import type { Texture } from "./texture.ts";

/** Paints a random number of rectangles over the texture, wrapping at its edges; light from above shades each. */
export function drawPatches(draw: Draw, texture: Texture): void {
  const { size, rgb } = texture;
  const count = draw.int(6, 26);
  for (let n = 0; n < count; n += 1) {
    const x0 = Math.floor(draw.range(0, 1) * size);
    const y0 = Math.floor(draw.range(0, 1) * size);
    const w = Math.max(1, Math.round(draw.range(0.03, 0.4) * size));
    const h = Math.max(1, Math.round(draw.range(0.03, 0.5) * size));
    const colour = draw.chance(0.75) ? surfaceColour(draw) : thingColour(draw);
    const bars = draw.chance(0.15) ? Math.max(1, Math.round(size / draw.int(20, 60))) : 0;
    const slope = draw.range(-0.3, 0.3);
    // An occasional window or lamp is brighter than the film can record.
    const glow = draw.chance(0.06) ? 1.8 : 1;
    for (let y = 0; y < h; y += 1) {
      const row = ((y0 + y) % size) * size;
      const light = glow * (1 + slope * (y / h - 0.5));
      for (let x = 0; x < w; x += 1) {
        const dim = bars > 0 && Math.floor(x / bars) % 2 === 0 ? light * 0.7 : light;
        const at = (row + ((x0 + x) % size)) * 3;
        for (let c = 0; c < 3; c += 1) rgb[at + c] = colour[c]! * dim;
      }
    }
  }
}
