/** Reads the test pictures of `tests/fixtures/clips`, which show their frame number; made by scripts/make-clip-fixtures.sh. */
import type { FrameStack } from "../../../src/clip/clip.ts";
import { decode, type DecodeRequest } from "../../../src/clip/decode.ts";
import type { DecodeOptions } from "../../../src/clip/read-pictures.ts";

/** A committed clip as a File, as the browser would pass it. */
export async function fixture(path: string): Promise<File> {
  const response = await fetch(`/tests/fixtures/clips/${path}`);
  if (!response.ok) throw new Error(`no fixture ${path}`);
  return new File([await response.blob()], path.split("/").at(-1) ?? path);
}

/** Decodes files to T frames as an upload named after the first. */
export function decodeFiles(
  files: readonly Blob[],
  T = 16,
  { range, ...options }: DecodeOptions & Pick<DecodeRequest, "range"> = {},
) {
  const name = files[0] instanceof File ? files[0].name : "a blob";
  return decode({ files, source: { kind: "upload", fileName: name }, name, T, range }, options);
}

/** Decodes one fixture. */
export async function decodeFixture(path: string, T = 16, range?: readonly [number, number]) {
  return decodeFiles([await fixture(path)], T, { range });
}

/** Pixel at a relative position of frame t. */
export function pixelAt(
  { H, W, data }: FrameStack,
  t: number,
  x: number,
  y: number,
): [number, number, number] {
  const at = ((t * H + Math.floor(y * H)) * W + Math.floor(x * W)) * 3;
  return [data[at]!, data[at + 1]!, data[at + 2]!];
}

/** The number that each frame shows: 5 bars, 8 of 64 pixels wide from pixel 12 on, lowest bit first. */
export function frameNumbers(frames: FrameStack): number[] {
  return Array.from({ length: frames.T }, (_, t) =>
    [0, 1, 2, 3, 4].reduce((number, bit) => {
      const [red] = pixelAt(frames, t, (16 + 8 * bit) / 64, 0.5);
      return number + (red > 127 ? 2 ** bit : 0);
    }, 0),
  );
}

type Colour = "red" | "green" | "blue" | "white" | "black" | "other";

/** Colour of the corners, near their middle: top left, top right, bottom left, bottom right. */
export function corners(frames: FrameStack, t: number): Colour[] {
  const [near, far] = [0.08, 0.92];
  return [
    pixelAt(frames, t, near, near),
    pixelAt(frames, t, far, near),
    pixelAt(frames, t, near, far),
    pixelAt(frames, t, far, far),
  ].map(nameColour);
}

function nameColour(rgb: readonly number[]): Colour {
  // Browsers guess the colour matrix of untagged files differently, which moves pure colours by up to 40.
  const levels = rgb.map((value) => (value > 200 ? "1" : value < 55 ? "0" : "?")).join("");
  const names: Record<string, Colour> = {
    "100": "red",
    "010": "green",
    "001": "blue",
    "111": "white",
    "000": "black",
  };
  return names[levels] ?? "other";
}

/** 0, 1, ... count - 1. */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
