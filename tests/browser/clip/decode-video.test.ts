import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
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
const odd = upTo(16).map((t) => 2 * t + 1);

describe("decode, exact frames", () => {
  test.each([
    { file: "h264-16-frames.mov", W: 64, H: 48, durationS: 2 },
    { file: "vp8.webm", W: 64, H: 48, durationS: 1.6 },
    { file: "vp9.webm", W: 64, H: 48, durationS: 1.6 },
    { file: "av1.webm", W: 64, H: 48, durationS: 1.6 },
    { file: "vp9-odd-size.webm", W: 51, H: 37, durationS: 1.6 },
    { file: "h264-wide-pixels.mp4", W: 128, H: 48, durationS: 1.6 },
    // Without a duration in the file, as MediaRecorder writes it.
    { file: "vp8-live.webm", W: 64, H: 48, durationS: 1.6 },
  ])("$file: 16 frames for T = 16, each once, $W x $H", async ({ file, W, H, durationS }) => {
    const clip = await decodeFixture(file);
    expect(clip.frames).toMatchObject({ T: 16, W, H });
    expect([clip.sourceWidth, clip.sourceHeight]).toEqual([W, H]);
    expect(clip.frames.data).toHaveLength(16 * H * W * 3);
    expect(frameNumbers(clip.frames)).toEqual(upTo(16));
    expect(corners(clip.frames, 7)).toEqual(UPRIGHT);
    expect(clip.durationS).toBeCloseTo(durationS, 6);
    clip.timestampsS.forEach((time, t) => expect(time).toBeCloseTo((t * durationS) / 16, 6));
    expect(clip.notices).toEqual([]);
  });

  test.each(["h264.mp4", "h264.mkv"])("%s: 32 frames for T = 16, every second one", async (file) => {
    const clip = await decodeFixture(file);
    expect(frameNumbers(clip.frames)).toEqual(odd);
    clip.timestampsS.forEach((time, t) => expect(time).toBeCloseTo((2 * t + 1) / 10, 6));
    expect(clip.notices).toEqual([]);
  });

  test("any T: 32 frames for T = 1, 5 and 32", async () => {
    expect(frameNumbers((await decodeFixture("h264.mp4", 1)).frames)).toEqual([16]);
    expect(frameNumbers((await decodeFixture("h264.mp4", 5)).frames)).toEqual([3, 9, 16, 22, 28]);
    expect(frameNumbers((await decodeFixture("h264.mp4", 32)).frames)).toEqual(upTo(32));
  });

  test("a variable frame rate is sampled by time", async () => {
    // Frame i < 12 starts at 0.05 i, later ones at 0.6 + 0.2 (i - 12); the last ends at 2.85. T = 6: 0.2375 + 0.475 t.
    const clip = await decodeFixture("h264-variable-rate.mp4", 6);
    expect(frameNumbers(clip.frames)).toEqual([4, 12, 14, 17, 19, 22]);
    // Exactly T frames: all of them, although their times are uneven.
    expect(frameNumbers((await decodeFixture("h264-variable-rate.mp4", 24)).frames)).toEqual(upTo(24));
  });

  test("rotation in the file's metadata is applied", async () => {
    const clip = await decodeFixture("h264-rotated.mp4");
    expect(clip.frames).toMatchObject({ W: 48, H: 64 });
    expect(corners(clip.frames, 0)).toEqual(["blue", "red", "white", "green"]);
  });

  test("transparent areas are black", async () => {
    const clip = await decodeFixture("vp9-alpha.webm");
    for (const t of upTo(16)) expect(corners(clip.frames, t)).toEqual(["red", "black", "blue", "black"]);
  });

  test("grey video has equal channels", async () => {
    const clip = await decodeFixture("h264-grey.mp4");
    expect(frameNumbers(clip.frames)).toEqual(upTo(16));
    const [r, g, b] = pixelAt(clip.frames, 0, 0.08, 0.08);
    expect([g, b]).toEqual([r, r]);
  });
});

describe("decode, ranges and short videos", () => {
  test("samples only the chosen range", async () => {
    // 1.0 to 2.6 s of 10 frames per second: frames 10 to 25, exactly T.
    const clip = await decodeFixture("h264.mp4", 16, [1, 2.6]);
    expect(frameNumbers(clip.frames)).toEqual(upTo(16).map((t) => 10 + t));
    expect(clip.durationS).toBeCloseTo(1.6, 6);
    expect(clip.sourceDurationS).toBeCloseTo(3.2, 6);
    expect(frameNumbers((await decodeFixture("h264.mp4", 4, [1, 1.8])).frames)).toEqual([11, 13, 15, 17]);
  });

  test("a range that ends after the video ends with it", async () => {
    const clip = await decodeFixture("h264.mp4", 4, [2.4, 99]);
    expect(clip.durationS).toBeCloseTo(0.8, 6);
    expect(frameNumbers(clip.frames)).toEqual([25, 27, 29, 31]);
  });

  test.each([
    [5, 6],
    [2, 1],
    [-1, 1],
    [1, 1],
    [NaN, 1],
  ])("rejects the range %f to %f s", async (startS, endS) => {
    await expect(decodeFixture("h264.mp4", 16, [startS, endS])).rejects.toEqual(
      labError("value", ["h264.mp4", startS, endS, "3.20"]),
    );
  });

  test("a video of one frame is that frame, T times, with a notice", async () => {
    const clip = await decodeFixture("h264-1-frame.mp4");
    expect(frameNumbers(clip.frames)).toEqual(upTo(16).map(() => 0));
    expect(clip.notices).toEqual([expect.stringMatching(/1 frame.*16 times/)]);
  });

  test("a video of five frames repeats the nearest ones, with a notice", async () => {
    const clip = await decodeFixture("h264-5-frames.mp4");
    expect(frameNumbers(clip.frames)).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
    expect(clip.notices).toEqual([expect.stringMatching(/5 frames.*16/)]);
  });
});

describe("decode, progress and clean-up", () => {
  const decoded: VideoFrame[] = [];

  beforeEach(() => {
    decoded.length = 0;
    const Real = VideoDecoder;
    vi.stubGlobal(
      "VideoDecoder",
      class extends Real {
        constructor({ output, error }: VideoDecoderInit) {
          const record = (frame: VideoFrame) => {
            decoded.push(frame);
            output(frame);
          };
          super({ output: record, error });
        }
      },
    );
  });
  afterEach(() => vi.unstubAllGlobals());

  /** A closed frame has no size. */
  const open = () => decoded.filter((frame) => frame.codedWidth > 0).length;

  test("reports every frame, and closes all of them", async () => {
    const steps: unknown[] = [];
    await decodeFiles([await fixture("h264.mp4")], 4, { onStep: (step) => steps.push(step) });
    expect(steps).toEqual(upTo(4).map((t) => ({ done: t + 1, of: 4 })));
    expect(decoded.length).toBeGreaterThanOrEqual(4);
    expect(open()).toBe(0);
  });

  test("stops between frames when cancelled, and closes what was decoded", async () => {
    const controller = new AbortController();
    const steps: number[] = [];
    const job = decodeFiles([await fixture("h264.mp4")], 16, {
      signal: controller.signal,
      onStep: ({ done }) => {
        steps.push(done);
        if (done === 3) controller.abort();
      },
    });
    await expect(job).rejects.toEqual(labError("cancelled", ["h264.mp4"]));
    expect(steps).toEqual([1, 2, 3]);
    // Frames still inside the decoder come out, and are closed, a moment later.
    await expect.poll(open).toBe(0);
  });

  test("does nothing when it is cancelled beforehand", async () => {
    const signal = AbortSignal.abort();
    await expect(decodeFiles([await fixture("h264.mp4")], 16, { signal })).rejects.toEqual(
      labError("cancelled"),
    );
    expect(decoded).toEqual([]);
  });
});
