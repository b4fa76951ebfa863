import { afterEach, describe, expect, test, vi } from "vitest";
import { pack, PACK_BYTES_PER_FRAME, PACK_LONG_SIDE } from "../../../src/clip/pack.ts";
import { labError } from "../../support/lab-error.ts";
import { corners, decodeFiles, decodeFixture, frameNumbers, upTo } from "./numbered-pictures.ts";

const UPRIGHT = ["red", "green", "blue", "white"];

/** Encoders in the order in which `pack` tries them, with the start of their codec strings. */
const CODECS = [
  ["vp09", "webm/vp9"],
  ["av01", "webm/av1"],
  ["vp8", "webm/vp8"],
  ["avc1", "mp4/avc"],
] as const;

function allowEncoders(prefixes: readonly string[]): void {
  vi.stubGlobal(
    "VideoEncoder",
    class extends VideoEncoder {
      static override isConfigSupported(config: VideoEncoderConfig) {
        const allowed = prefixes.some((prefix) => config.codec.startsWith(prefix));
        return allowed ? super.isConfigSupported(config) : Promise.resolve({ config, supported: false });
      }
    },
  );
}

afterEach(() => vi.unstubAllGlobals());

describe("pack", () => {
  test.each(CODECS)("with %s: the frames come back, in order, at their times", async (codec, format) => {
    allowEncoders([codec]);
    const clip = await decodeFixture("h264-16-frames.mov");
    const packed = await pack(clip.frames, { durationS: clip.durationS });
    expect(packed.format).toBe(format);
    expect(packed.bytes.length).toBeGreaterThan(500);
    expect(packed.bytes.length).toBeLessThanOrEqual(16 * PACK_BYTES_PER_FRAME);

    const back = await decodeFiles([new Blob([packed.bytes])]);
    expect(back.frames).toMatchObject({ T: 16, W: 64, H: 48 });
    expect(frameNumbers(back.frames)).toEqual(upTo(16));
    for (const t of upTo(16)) expect(corners(back.frames, t)).toEqual(UPRIGHT);
    back.timestampsS.forEach((time, t) => expect(time).toBeCloseTo(t / 8, 6));
    expect(back.durationS).toBeCloseTo(2, 6);
    expect(back.notices).toEqual([]);
  });

  test("prefers the formats in this order", async () => {
    const { frames } = await decodeFixture("h264-5-frames.mp4", 5);
    for (const first of upTo(CODECS.length)) {
      allowEncoders(CODECS.slice(first).map(([codec]) => codec));
      expect((await pack(frames)).format).toBe(CODECS[first]![1]);
      vi.unstubAllGlobals();
    }
  });

  test("repeated frames stay T frames; without a length each lasts a tenth of a second", async () => {
    const { frames } = await decodeFixture("still.jpg");
    const back = await decodeFiles([new Blob([(await pack(frames)).bytes])]);
    expect(frameNumbers(back.frames)).toEqual(upTo(16).map(() => 0));
    back.timestampsS.forEach((time, t) => expect(time).toBeCloseTo(t / 10, 6));
    expect(back.notices).toEqual([]);
  });

  test.each([0.001, 3600])("a clip of %f s also comes back with all frames", async (durationS) => {
    const { frames } = await decodeFixture("vp9.webm");
    const back = await decodeFiles([new Blob([(await pack(frames, { durationS })).bytes])]);
    expect(frameNumbers(back.frames)).toEqual(upTo(16));
  });

  test.each([
    [640, 360, PACK_LONG_SIDE, 90],
    [203, 361, 90, PACK_LONG_SIDE],
    [51, 37, 52, 38],
  ])("%i x %i noise is scaled to %i x %i and still fits", async (W, H, width, height) => {
    const T = 4;
    // A fixed pattern that no codec predicts.
    const data = Uint8Array.from({ length: T * H * W * 3 }, (_, i) => Math.imul(i + 1, 2654435761) >>> 24);
    const packed = await pack({ T, H, W, data });
    const back = await decodeFiles([new Blob([packed.bytes])], T);
    expect(back.frames).toMatchObject({ T, W: width, H: height });
    expect(new Set(back.timestampsS).size).toBe(T);
  });

  test("stops when cancelled, and reports a missing encoder", async () => {
    const { frames } = await decodeFixture("h264-1-frame.mp4", 1);
    await expect(pack(frames, { signal: AbortSignal.abort() })).rejects.toEqual(labError("cancelled"));
    allowEncoders([]);
    await expect(pack(frames)).rejects.toEqual(labError("unsupported", ["encode"]));
  });
});
