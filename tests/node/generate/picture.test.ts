import { describe, expect, test } from "vitest";
import { setInk } from "../../../src/generate/ink.ts";
import { paint, smearPicture, viewOf, type Picture, type Smear } from "../../../src/generate/picture.ts";

const SIZE = 32;
const VIEW = viewOf({ x: 0, y: 0, zoom: 1, roll: 0 }, SIZE, SIZE);

function black(): Picture {
  return { width: SIZE, height: SIZE, rgb: new Float32Array(SIZE * SIZE * 3) };
}

/** A white disc in the middle, a quarter of the frame's height. */
function disc(smear?: Smear): Picture {
  const picture = black();
  paint(picture, VIEW, { x: 0, y: 0, radius: 0.125, ...(smear ? { smear } : {}) }, (dx, dy, ink) => {
    if (dx * dx + dy * dy < 0.125 ** 2) setInk(ink, 1, 1, 1, 1);
  });
  return picture;
}

const light = ({ rgb }: Picture) => rgb.reduce((sum, value) => sum + value, 0);
const at = ({ rgb }: Picture, x: number, y: number) => rgb[(y * SIZE + x) * 3]!;

describe("paint", () => {
  test("fills what the shader covers and nothing else", () => {
    const picture = disc();
    expect(at(picture, 16, 16)).toBe(1); // control
    expect(at(picture, 16, 22)).toBe(0);
    expect(at(picture, 22, 16)).toBe(0);
  });

  test("a moving region smears along its motion and keeps its light", () => {
    const still = disc();
    const moving = disc([0.3, 0]);
    expect(light(moving) / light(still)).toBeCloseTo(1, 1);
    expect(at(moving, 21, 16)).toBeGreaterThan(0);
    expect(at(moving, 21, 16)).toBeLessThan(1);
    expect(at(moving, 16, 21)).toBe(0);
  });
});

describe("smearPicture", () => {
  test("does not change a picture that moves by less than a pixel", () => {
    const picture = disc();
    smearPicture(picture, 0.5, 0.5);
    expect(picture).toEqual(disc());
  });

  test("spreads a bright column to both sides, evenly", () => {
    const picture = black();
    for (let y = 0; y < SIZE; y += 1) picture.rgb.fill(1, (y * SIZE + 16) * 3, (y * SIZE + 17) * 3);
    smearPicture(picture, 4, 0);
    expect(light(picture)).toBeCloseTo(SIZE * 3, 3);
    expect(at(picture, 15, 9)).toBeCloseTo(at(picture, 17, 9), 6);
    expect(at(picture, 15, 9)).toBeGreaterThan(0);
  });
});
