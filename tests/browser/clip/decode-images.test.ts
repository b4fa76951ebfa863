import { afterEach, describe, expect, test, vi } from "vitest";
import { IMAGE_SET_FPS } from "../../../src/clip/open-images.ts";
import { labError } from "../../support/lab-error.ts";
import {
  corners,
  decodeFiles,
  decodeFixture,
  fixture,
  frameNumbers,
  pixelAt,
  upTo,
} from "./numbered-pictures.ts";

const UPRIGHT = ["red", "green", "blue", "white"];

/** f1.png to f12.png, as a system might list them. */
async function imageSet(): Promise<File[]> {
  const files = await Promise.all(upTo(12).map((i) => fixture(`frames/f${i + 1}.png`)));
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A one-coloured image of any size and format. */
async function solid(
  width: number,
  height: number,
  name: string,
  fill = "red",
  type = "image/png",
): Promise<File> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d")!;
  context.fillStyle = fill;
  context.fillRect(0, 0, width, height);
  return new File([await canvas.convertToBlob({ type })], name);
}

describe("decode, animated GIF", () => {
  test("gives the frame shown at each time", async () => {
    const clip = await decodeFixture("animated.gif");
    // 20 frames of 0.1 s; time t is (t + 0.5) / 16 * 2 s.
    expect(frameNumbers(clip.frames)).toEqual(upTo(16).map((t) => Math.floor((t + 0.5) * 1.25)));
    expect(corners(clip.frames, 3)).toEqual(UPRIGHT);
    expect(clip.durationS).toBeCloseTo(2, 6);
    expect(clip.notices).toEqual([]);
  });

  test("gives each frame once if there are T, and respects a range", async () => {
    expect(frameNumbers((await decodeFixture("animated.gif", 20)).frames)).toEqual(upTo(20));
    expect(frameNumbers((await decodeFixture("animated.gif", 4, [1, 1.4])).frames)).toEqual([10, 11, 12, 13]);
  });
});

describe("decode, a set of images", () => {
  test("takes them in natural order, whatever order they are given in", async () => {
    const files = await imageSet();
    const clip = await decodeFiles(files, 12);
    expect(frameNumbers(clip.frames)).toEqual(upTo(12));
    expect(clip.durationS).toBeCloseTo(12 / IMAGE_SET_FPS, 9);
    expect(frameNumbers((await decodeFiles([...files].reverse(), 4)).frames)).toEqual([1, 4, 7, 10]);
  });

  test("repeats frames if there are fewer than T, with a notice", async () => {
    const clip = await decodeFiles(await imageSet(), 16);
    expect(frameNumbers(clip.frames)).toEqual(upTo(16).map((t) => Math.floor((t + 0.5) * 0.75)));
    expect(clip.notices).toEqual([expect.stringMatching(/12 frames.*16/)]);
  });

  test("leaves out files that are not images, with a notice, and system files without one", async () => {
    const notes = new File(["hello"], "notes.txt");
    const litter = new File(["x"], ".DS_Store");
    const clip = await decodeFiles([notes, litter, ...(await imageSet())], 12);
    expect(frameNumbers(clip.frames)).toEqual(upTo(12));
    expect(clip.notices).toEqual([expect.stringContaining("notes.txt")]);
    expect(clip.notices[0]).not.toContain(".DS_Store");
  });

  test("rejects a size that differs from the first's, and names the file", async () => {
    const files = [...(await imageSet()), await solid(32, 48, "f13.png")];
    await expect(decodeFiles(files)).rejects.toEqual(
      labError("decode", ["f13.png", "32 x 48", "f1.png", "64 x 48"]),
    );
  });

  test("rejects a damaged image, and names it", async () => {
    const files = await imageSet();
    const first = files[0]!;
    const cut = new File([first.slice(0, 100)], "f0.png");
    await expect(decodeFiles([cut, ...files])).rejects.toEqual(labError("decode", ["f0.png"]));
  });

  test("rejects a video among images, and files without any image", async () => {
    const files = [...(await imageSet()), await fixture("h264.mp4")];
    await expect(decodeFiles(files)).rejects.toEqual(labError("unsupported", ["h264.mp4"]));
    const texts = [new File(["a"], "a.txt"), new File(["b"], "b.txt")];
    await expect(decodeFiles(texts)).rejects.toEqual(labError("unsupported", ["a.txt", "b.txt"]));
  });
});

describe("decode, one still image", () => {
  test("is repeated T times, with a notice", async () => {
    const clip = await decodeFixture("still.jpg", 3);
    expect(frameNumbers(clip.frames)).toEqual([0, 0, 0]);
    expect(corners(clip.frames, 2)).toEqual(UPRIGHT);
    expect(clip).toMatchObject({ durationS: 0, timestampsS: [0, 0, 0], sourceWidth: 64, sourceHeight: 48 });
    expect(clip.notices).toEqual([expect.stringMatching(/1 frame.*3 times/)]);
  });

  test.each([
    ["landscape", 1440, 720, 720, 360],
    ["portrait", 720, 1440, 360, 720],
  ])("a large %s one is scaled down to the display size", async (_, width, height, W, H) => {
    const clip = await decodeFiles([await solid(width, height, "large.webp", "blue", "image/webp")], 1);
    expect(clip.frames).toMatchObject({ W, H });
    expect([clip.sourceWidth, clip.sourceHeight]).toEqual([width, height]);
    expect(corners(clip.frames, 0)).toEqual(["blue", "blue", "blue", "blue"]);
  });

  test("half transparent red on black is half as bright", async () => {
    const clip = await decodeFiles([await solid(4, 4, "half.png", "rgb(255 0 0 / 50%)")], 1);
    const [r, g, b] = pixelAt(clip.frames, 0, 0.5, 0.5);
    expect(Math.abs(r - 128)).toBeLessThanOrEqual(1);
    expect([g, b]).toEqual([0, 0]);
  });
});

describe("decode closes what it opens", () => {
  afterEach(() => vi.unstubAllGlobals());

  test("every frame of an animation", async () => {
    const decoded: VideoFrame[] = [];
    vi.stubGlobal(
      "ImageDecoder",
      class extends ImageDecoder {
        override async decode(options?: ImageDecodeOptions) {
          const result = await super.decode(options);
          decoded.push(result.image);
          return result;
        }
      },
    );
    await decodeFixture("animated.gif", 4);
    expect(decoded.length).toBeGreaterThanOrEqual(20);
    // A closed frame has no size.
    expect(decoded.filter((frame) => frame.codedWidth > 0)).toEqual([]);
  });

  test("every bitmap of a set of images", async () => {
    const made: ImageBitmap[] = [];
    const real = createImageBitmap;
    vi.stubGlobal("createImageBitmap", async (...asked: Parameters<typeof real>) => {
      const bitmap = await real(...asked);
      made.push(bitmap);
      return bitmap;
    });
    await decodeFiles(await imageSet(), 16);
    // The first for its size, then twelve at full size and twelve scaled.
    expect(made).toHaveLength(25);
    expect(made.filter((bitmap) => bitmap.width > 0)).toEqual([]);
  });
});
