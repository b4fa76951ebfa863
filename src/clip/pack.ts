/**
 * Packs frames into a few kilobytes of video, small enough to travel inside a link. `decode` reads them back, frame
 * for frame. Lossy: frames are scaled down and encoded as well as the budget allows.
 */
import {
  BufferTarget,
  canEncodeVideo,
  type EncodedPacket,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  NullTarget,
  Output,
  type OutputFormat,
  Quality,
  VideoSample,
  VideoSampleSource,
  WebMOutputFormat,
} from "mediabunny";
import { invariant, LabError } from "../base/errors.ts";
import type { FrameStack } from "./clip.ts";

/** Longest side of packed frames, in pixels. */
export const PACK_LONG_SIDE = 160;

/** Largest size per frame in bytes, container included: 16 frames stay under 9 kB, 12 000 characters of a link. */
export const PACK_BYTES_PER_FRAME = 560;

/** A clip's frames as a small video. */
export interface Packed {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Container and codec, for example "webm/vp9". */
  readonly format: string;
}

/** Timing of a packed clip, and a signal to cancel packing. */
export interface PackOptions {
  /** Length of the clip in seconds; frame t starts at t / T of it. Default, and for a still: 0.1 s per frame. */
  readonly durationS?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface Packing {
  readonly codec: "vp9" | "av1" | "vp8" | "avc";
  /** Full codec string, if the encoder's own choice will not do. */
  readonly profile?: string;
  readonly format: string;
  readonly container: () => OutputFormat;
}

/**
 * Formats in order of preference; the first that this browser can encode is used. Within the budget they reach 31.4,
 * 32.4, 31.5 and 31.1 dB (mean over 11 real clips of 16 frames, in Chromium). AV1 is not first because the recipient
 * must be able to decode the link, and many iPhones and Macs cannot decode AV1. VP8 and H.264 exceed the budget on
 * the hardest clip, by up to 40 %.
 */
const PACKINGS: readonly Packing[] = [
  { codec: "vp9", format: "webm/vp9", container: () => new WebMOutputFormat() },
  { codec: "av1", format: "webm/av1", container: () => new WebMOutputFormat() },
  { codec: "vp8", format: "webm/vp8", container: () => new WebMOutputFormat() },
  // Baseline, level 3. Left to itself, the encoder writes level 1b for small frames, which Chromium will not decode.
  { codec: "avc", profile: "avc1.42001e", format: "mp4/avc", container: () => new Mp4OutputFormat() },
];

/**
 * Bit rates to try, as shares of the budget. For so short a clip, encoders miss their target by up to half either
 * way.
 */
const RATES = [2.4, 2, 1.7, 1.4, 1.2, 1, 0.8, 0.65, 0.5, 0.35, 0.2, 0.1] as const;

/** Frame duration given to encoders, whatever the clip's own: rate control fails far from usual frame rates. */
const ENCODE_FRAME_S = 0.1;

const DEFAULT_FRAME_S = 0.1;

/** Shortest frame duration. WebM stores times in milliseconds; `decode` distinguishes frames this far apart. */
const SHORTEST_FRAME_S = 0.002;

/**
 * Packs all frames of a clip, in order, scaled to even sizes of at most `PACK_LONG_SIDE`. Uses the highest bit rate
 * whose file fits into T * `PACK_BYTES_PER_FRAME` bytes, or the lowest one if none fits.
 *
 * @throws {LabError} "unsupported" in a browser that cannot encode video; "cancelled" after an abort.
 */
export async function pack(frames: FrameStack, options: PackOptions = {}): Promise<Packed> {
  const scale = Math.min(1, PACK_LONG_SIDE / Math.max(frames.H, frames.W));
  const size = { width: even(frames.W * scale), height: even(frames.H * scale) };
  let cause: unknown;
  for (const packing of PACKINGS) {
    if (!(await canEncodeVideo(packing.codec, size))) continue;
    try {
      return { bytes: await packWith(packing, frames, size, options), format: packing.format };
    } catch (error) {
      if (error instanceof LabError) throw error;
      // An encoder may accept a configuration and then fail; try the next one.
      cause = error;
    }
  }
  throw new LabError(
    "unsupported",
    "pack: this browser cannot encode video, so a link cannot carry the clip. " +
      "Share the link from a current Chrome, Edge, Firefox or Safari.",
    { cause },
  );
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function even(length: number): number {
  return Math.max(2, 2 * Math.round(length / 2));
}

async function packWith(
  packing: Packing,
  frames: FrameStack,
  size: Size,
  { durationS = 0, signal }: PackOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const budget = frames.T * PACK_BYTES_PER_FRAME;
  const frameS = durationS > 0 ? Math.max(durationS / frames.T, SHORTEST_FRAME_S) : DEFAULT_FRAME_S;
  const encode = async (rate: number): Promise<Uint8Array<ArrayBuffer>> => {
    if (signal?.aborted) throw new LabError("cancelled", "pack: cancelled.");
    const bitrate = Math.ceil((rate * PACK_BYTES_PER_FRAME * 8) / ENCODE_FRAME_S);
    return mux(await encodeFrames(frames, { packing, size, bitrate }), packing, frameS);
  };

  // The size grows with the rate, so a binary search finds the best rate that fits.
  let [low, high] = [0, RATES.length - 1];
  let fitting: Uint8Array<ArrayBuffer> | null = null;
  while (low < high) {
    const middle = (low + high) >> 1;
    const bytes = await encode(RATES[middle] ?? 1);
    if (bytes.length <= budget) [fitting, high] = [bytes, middle];
    else low = middle + 1;
  }
  return fitting ?? (await encode(RATES[low] ?? 1));
}

interface EncodeSettings {
  readonly packing: Packing;
  readonly size: Size;
  readonly bitrate: number;
}

interface Encoded {
  /** Packets in decoding order, with timestamps `ENCODE_FRAME_S` apart. */
  readonly packets: EncodedPacket[];
  /** Codec data that the container needs. */
  readonly meta: EncodedVideoChunkMetadata | undefined;
}

async function encodeFrames(
  { T, H, W, data }: FrameStack,
  { packing, size, bitrate }: EncodeSettings,
): Promise<Encoded> {
  const packets: EncodedPacket[] = [];
  let meta: EncodedVideoChunkMetadata | undefined;
  const source = new VideoSampleSource({
    codec: packing.codec,
    ...(packing.profile === undefined ? {} : { fullCodecString: packing.profile }),
    quality: new Quality({ bitrate, bitrateMode: "variable" }),
    keyFrameInterval: T * ENCODE_FRAME_S + 1, // One key frame: the clip is always decoded as a whole.
    transform: { ...size, fit: "fill" },
    sizeChangeBehavior: "passThrough",
    onEncodedPacket(packet, packetMeta) {
      packets.push(packet);
      meta ??= packetMeta;
    },
  });
  const output = new Output({ format: packing.container(), target: new NullTarget() });
  output.addVideoTrack(source);
  await finish(output, async () => {
    for (let t = 0; t < T; t++) {
      const rgbx = toRgbx(data.subarray(t * H * W * 3, (t + 1) * H * W * 3));
      const layout = { format: "RGBX", codedWidth: W, codedHeight: H } as const;
      const sample = new VideoSample(rgbx, {
        ...layout,
        timestamp: t * ENCODE_FRAME_S,
        duration: ENCODE_FRAME_S,
      });
      await source.add(sample).finally(() => sample.close());
    }
  });
  return { packets, meta };
}

/** Muxes packets into a container, with the clip's own timing. */
async function mux(
  { packets, meta }: Encoded,
  packing: Packing,
  frameS: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const target = new BufferTarget();
  const output = new Output({ format: packing.container(), target });
  const source = new EncodedVideoPacketSource(packing.codec);
  output.addVideoTrack(source);
  await finish(output, async () => {
    for (const packet of packets) {
      const t = Math.round(packet.timestamp / ENCODE_FRAME_S);
      await source.add(packet.clone({ timestamp: t * frameS, duration: frameS }), meta);
    }
  });
  invariant(target.buffer !== null, () => "pack: the finished file has no bytes");
  return new Uint8Array(target.buffer);
}

/** Starts an output, runs `fill` and completes the output. On an error, frees the encoder and rethrows. */
async function finish(output: Output, fill: () => Promise<void>): Promise<void> {
  try {
    await output.start();
    await fill();
    await output.finalize();
  } catch (error) {
    await output.cancel();
    throw error;
  }
}

/** Returns the frame as RGBX. The fourth byte should not matter, but Chromium scales the frame as if it were alpha. */
function toRgbx(rgb: Uint8Array): Uint8Array {
  const rgbx = new Uint8Array((rgb.length / 3) * 4).fill(255);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgbx[to] = rgb[from] ?? 0;
    rgbx[to + 1] = rgb[from + 1] ?? 0;
    rgbx[to + 2] = rgb[from + 2] ?? 0;
  }
  return rgbx;
}
