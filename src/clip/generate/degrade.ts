/** What a cheap camera does to a frame: exposure and colour that wander, blur, noise. */
import { mulberry32 } from "../../base/prng.ts";
import type { Draw } from "./draw.ts";
import type { Picture } from "./picture.ts";

/** Flaws of one camera, constant through a clip. */
export interface Flaws {
  /** Brightness and white balance at time s, per channel. */
  readonly gain: (s: number) => readonly [number, number, number];
  readonly contrast: number;
  /** Weight of the neighbours in a 3-tap blur, 0 none to 1/3 even. */
  readonly blur: number;
  /** Amplitude of the noise, 0..1 scale. */
  readonly noise: number;
  readonly noiseSeed: number;
}

/** A random camera's flaws. */
export function drawFlaws(draw: Draw): Flaws {
  const level = draw.range(0.65, 1.2);
  const drift = draw.chance(0.4) ? draw.range(-0.2, 0.2) : 0;
  const bend = draw.range(0, 6);
  const tint = [draw.range(0.88, 1.12), draw.range(0.94, 1.06), draw.range(0.86, 1.14)] as const;
  return {
    gain: (s) => {
      const g = level * (1 + drift * Math.sin(bend + 2.5 * s));
      return [g * tint[0], g * tint[1], g * tint[2]];
    },
    contrast: draw.range(0.75, 1.15),
    blur: draw.chance(0.6) ? draw.range(0, 0.25) : 0,
    noise: draw.chance(0.7) ? draw.range(0, 0.05) : 0,
    noiseSeed: draw.int(0, 0x7fffffff),
  };
}

/** Turns a painted frame into bytes. `frame` numbers the frame, so that each has its own noise. */
export function develop(picture: Picture, flaws: Flaws, s: number, frame: number, bytes: Uint8Array): void {
  const { width, height, rgb } = picture;
  if (flaws.blur > 0) blur(rgb, width, height, flaws.blur);
  const gain = flaws.gain(s);
  const next = mulberry32(flaws.noiseSeed + frame * 0x9e3779b1);
  for (let i = 0; i < rgb.length; i += 3) {
    // Noise is mostly in brightness, a little in colour.
    const grey = flaws.noise * (next() + next() - 1);
    const tinted = 0.5 * flaws.noise * (next() + next() - 1);
    for (let c = 0; c < 3; c += 1) {
      const value =
        (rgb[i + c]! * gain[c]! - 0.45) * flaws.contrast + 0.45 + grey + (c === 1 ? -tinted : tinted);
      bytes[i + c] = Math.round(255 * Math.min(1, Math.max(0, value)));
    }
  }
}

/** In place, along x and then y; the edge pixels stand in for what lies outside. */
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
