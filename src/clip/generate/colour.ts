/** Colours of things, surfaces and skin, as RGB in 0..1. */
import type { Draw } from "./draw.ts";

/** A colour, each part in 0..1. */
export type Rgb = readonly [r: number, g: number, b: number];

/** Hue in turns, saturation and value in 0..1. */
export function hsv(hue: number, saturation: number, value: number): Rgb {
  const channel = (n: number): number => {
    const k = (n + hue * 6) % 6;
    return value - value * saturation * Math.max(0, Math.min(k, 4 - k, 1));
  };
  return [channel(5), channel(3), channel(1)];
}

/** Colour of an everyday thing: anything from grey to vivid, dark to bright. */
export function thingColour(draw: Draw): Rgb {
  return hsv(draw.range(0, 1), draw.range(0, 1) ** 1.2, draw.range(0.08, 1));
}

/** Colour of a table, floor or wall: mostly muted, often warm. */
export function surfaceColour(draw: Draw): Rgb {
  const hue = draw.chance(0.6) ? draw.range(0.02, 0.16) : draw.range(0, 1);
  return hsv(hue, draw.range(0, 1) ** 1.5 * 0.8, draw.range(0.15, 0.98));
}

/** Skin of any tone, under light of any warmth. */
export function skinColour(draw: Draw): Rgb {
  return hsv(draw.range(0.015, 0.085), draw.range(0.25, 0.62), draw.range(0.32, 0.98));
}

/** From a to b as u goes from 0 to 1. */
export function mixRgb(a: Rgb, b: Rgb, u: number): Rgb {
  return [a[0] + (b[0] - a[0]) * u, a[1] + (b[1] - a[1]) * u, a[2] + (b[2] - a[2]) * u];
}
