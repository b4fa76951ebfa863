import { afterEach, describe, expect, test, vi } from "vitest";
import { MAX_IMAGE_PIXELS } from "../../../src/clip/open-images.ts";
import { labError } from "../../support/lab-error.ts";
import { decodeFiles, decodeFixture, fixture } from "./numbered-pictures.ts";

describe("decode names the file, the fault and the remedy", () => {
  test.each([
    ["text.mp4", "unsupported", ["text file", "Choose"]],
    ["zero.mp4", "decode", ["0 bytes", "again"]],
    ["audio-only.mp4", "decode", ["no pictures", "Choose"]],
    // The index at its end is missing.
    ["cut-index.mp4", "decode", ["cut short", "again"]],
    // The index is present, the second half of the pictures is missing.
    ["cut.mp4", "decode", ["cut short", " s ", "again"]],
    ["cut.gif", "decode", ["cut short", "again"]],
    ["hevc.mp4", "unsupported", ["HEVC", "hev1", "Convert"]],
    ["mpeg4.mp4", "unsupported", ["MPEG-4 Part 2", "Convert"]],
    [
      "huge.png",
      "unsupported",
      ["10000 x 10000", "100 million", Math.floor(MAX_IMAGE_PIXELS / 1e6), "Scale"],
    ],
  ] as const)("%s", async (file, code, parts) => {
    await expect(decodeFixture(file)).rejects.toEqual(labError(code, [file, ...parts]));
  });

  test("random bytes after a valid start", async () => {
    const whole = new Uint8Array(await (await fixture("h264.mp4")).arrayBuffer());
    // Every byte from the first picture on is inverted.
    const start = new TextDecoder("latin1").decode(whole).indexOf("mdat") + 4;
    const file = new File([whole.map((byte, i) => (i < start ? byte : byte ^ 0xff))], "noise.mp4");
    await expect(decodeFiles([file])).rejects.toEqual(labError("decode", ["noise.mp4"]));
  });

  test("no files", async () => {
    await expect(decodeFiles([])).rejects.toEqual(labError("decode", ["a blob"]));
  });
});

describe("in a browser that lacks", () => {
  afterEach(() => vi.unstubAllGlobals());

  test("VideoDecoder, a video is refused and a still image is not", async () => {
    vi.stubGlobal("VideoDecoder", undefined);
    await expect(decodeFixture("h264.mp4")).rejects.toEqual(
      labError("unsupported", ["h264.mp4", "WebCodecs"]),
    );
    expect((await decodeFixture("still.jpg", 1)).frames.T).toBe(1);
  });

  test("ImageDecoder, an animated GIF is refused and a PNG is not", async () => {
    vi.stubGlobal("ImageDecoder", undefined);
    await expect(decodeFixture("animated.gif")).rejects.toEqual(
      labError("unsupported", ["animated.gif", "MP4"]),
    );
    expect((await decodeFixture("frames/f1.png", 1)).frames.T).toBe(1);
  });

  test("a decoder for the codec, the codec is named", async () => {
    vi.stubGlobal(
      "VideoDecoder",
      class extends VideoDecoder {
        static override isConfigSupported(config: VideoDecoderConfig) {
          return Promise.resolve({ config, supported: false });
        }
      },
    );
    await expect(decodeFixture("vp9.webm")).rejects.toEqual(labError("unsupported", ["vp9.webm", "VP9"]));
  });
});
