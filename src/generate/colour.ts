/** Colours of things, surfaces and skin, as RGB in 0..1. */
import type { Draw } from "./draw.ts";

/** A colour; each component in 0..1. */
export type Rgb = readonly [r: number, g: number, b: number];

/** Converts a hue in turns, and saturation and value in 0..1, to RGB. */
export function hsv(hue: number, saturation: number, value: number): Rgb {
  const channel = (n: number): number => {
    const k = (n + hue * 6) % 6;
    return value - value * saturation * Math.max(0, Math.min(k, 4 - k, 1));
  };
  return [channel(5), channel(3), channel(1)];
}

/** Draws the colour of an everyday thing: a third are white, grey or black, the rest anything from dull to vivid. */
export function thingColour(draw: Draw): Rgb {
  const hue = draw.range(0, 1);
  const saturation = draw.range(0, 1);
  return draw.chance(0.33)
    ? hsv(hue, 0.15 * saturation, draw.pick([0.08, 0.2, 0.5, 0.85, 0.97]))
    : hsv(hue, saturation, draw.range(0.1, 1));
}

/** Draws the colour of a table, floor or wall: mostly muted, often warm, often white. */
export function surfaceColour(draw: Draw): Rgb {
  const hue = draw.chance(0.65) ? draw.range(0.02, 0.16) : draw.range(0, 1);
  const value = draw.chance(0.25) ? draw.range(0.8, 1) : draw.range(0.12, 0.9);
  return hsv(hue, draw.range(0, 1) ** 1.7 * 0.75, value);
}

/** Draws a skin colour of any tone, under light of any warmth. */
export function skinColour(draw: Draw): Rgb {
  return hsv(draw.range(0.01, 0.09), draw.range(0.18, 0.62), draw.range(0.25, 1));
}

/** Returns a colour between a (u = 0) and b (u = 1). */
export function mixRgb(a: Rgb, b: Rgb, u: number): Rgb {
  return [a[0] + (b[0] - a[0]) * u, a[1] + (b[1] - a[1]) * u, a[2] + (b[2] - a[2]) * u];
}
