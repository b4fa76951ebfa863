/** Flaws that a cheap camera adds to a frame: wandering exposure and colour, contrast, blur, noise. */
import { mulberry32 } from "../base/prng.ts";
import type { Draw } from "./draw.ts";
import type { Picture } from "./picture.ts";

/** Flaws of one camera, constant through a clip. */
export interface Flaws {
  /** Brightness and white balance at time s, per channel. */
  readonly gain: (s: number) => readonly [number, number, number];
  /** Slope around `pivot`, the brightness that contrast does not change. */
  readonly contrast: number;
  readonly pivot: number;
  /** 0 is grey, 1 unchanged, above 1 vivid. */
  readonly saturation: number;
  /** Darkening of the corners, 0..1. */
  readonly vignette: number;
  /** Weight of the neighbours in a 3-tap blur, from 0 (none) to 1/3 (even). */
  readonly blur: number;
  /** Amplitude of the noise, on a scale of 0..1. */
  readonly noise: number;
  readonly noiseSeed: number;
  /** Coarseness of the compression: byte steps below which a block's change is not sent; 0 = none. */
  readonly coarseness: number;
  /** Share of the clip's length for which the shutter is open. */
  readonly exposure: number;
}

/** Draws a random camera's flaws. */
export function drawFlaws(draw: Draw): Flaws {
  const dim = draw.chance(0.12);
  const level = dim ? draw.range(0.35, 0.65) : draw.range(0.65, 1.5);
  const drift = draw.chance(0.4) ? draw.range(-0.25, 0.25) : 0;
  const bend = draw.range(0, 6);
  const cast = draw.chance(0.25) ? 2.5 : 1;
  const warm = cast * draw.range(-0.12, 0.12);
  const green = cast * draw.range(-0.05, 0.05);
  return {
    gain: (s) => {
      const g = level * (1 + drift * Math.sin(bend + 2.5 * s));
      return [g * (1 + warm), g * (1 + green), g * (1 - warm)];
    },
    contrast: draw.range(0.65, 1.45),
    pivot: draw.range(0.3, 0.55),
    saturation: draw.chance(0.06) ? 0.1 : draw.range(0.4, 1.3),
    vignette: draw.chance(0.4) ? draw.range(0, 0.5) : 0,
    blur: draw.chance(0.6) ? draw.range(0, 0.3) : 0,
    noise: draw.chance(0.6) ? draw.range(0, dim ? 0.06 : 0.035) : 0,
    noiseSeed: draw.int(0, 0x7fffffff),
    coarseness: draw.chance(0.7) ? draw.range(1, 7) : 0,
    exposure: draw.range(0.001, 0.02),
  };
}

/** Converts a painted frame to bytes. `frame` numbers the frame, so that each has different noise. */
export function develop(picture: Picture, flaws: Flaws, s: number, frame: number, bytes: Uint8Array): void {
  const { width, height, rgb } = picture;
  if (flaws.blur > 0) blur(rgb, width, height, flaws.blur);
  const [red, green, blue] = flaws.gain(s);
  const { contrast, pivot, saturation, vignette, noise } = flaws;
  const next = mulberry32(flaws.noiseSeed + frame * 0x9e3779b1);
  const lift = pivot * (1 - contrast);
  const reach = 4 / (width * width + height * height);
  for (let y = 0; y < height; y += 1) {
    const oy = y - height / 2;
    for (let x = 0; x < width; x += 1) {
      const i = (y * width + x) * 3;
      const ox = x - width / 2;
      const light = contrast * (1 - vignette * (ox * ox + oy * oy) * reach);
      let r = rgb[i]! * red;
      let g = rgb[i + 1]! * green;
      let b = rgb[i + 2]! * blue;
      const grey = 0.3 * r + 0.6 * g + 0.1 * b;
      r = grey + (r - grey) * saturation;
      g = grey + (g - grey) * saturation;
      b = grey + (b - grey) * saturation;
      let shift = lift;
      let tinted = 0;
      if (noise > 0) {
        // Noise is mostly in brightness, a little in colour.
        shift += noise * (next() + next() - 1);
        tinted = noise * (next() - 0.5);
      }
      bytes[i] = toByte(r * light + shift + tinted);
      bytes[i + 1] = toByte(g * light + shift - tinted);
      bytes[i + 2] = toByte(b * light + shift + tinted);
    }
  }
}

function toByte(value: number): number {
  return value <= 0 ? 0 : value >= 1 ? 255 : (255 * value + 0.5) | 0;
}

/** Blurs in place, along x and then y; pixels outside repeat the edge. */
function blur(rgb: Float32Array, width: number, height: number, weight: number): void {
  pass(rgb, height, width * 3, width, 3, weight);
  pass(rgb, width, 3, height, width * 3, weight);
}

function pass(
  rgb: Float32Array,
  lines: number,
  lineStep: number,
  length: number,
  step: number,
  weight: number,
): void {
  for (let line = 0; line < lines; line += 1) {
    for (let c = 0; c < 3; c += 1) {
      let at = line * lineStep + c;
      let before = rgb[at]!;
      for (let i = 0; i < length; i += 1) {
        const here = rgb[at]!;
        const after = i + 1 < length ? rgb[at + step]! : here;
        rgb[at] = here + weight * (before + after - 2 * here);
        before = here;
        at += step;
      }
    }
  }
}
